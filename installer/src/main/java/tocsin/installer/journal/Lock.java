package tocsin.installer.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** Keeps a second tocsinctl from changing the same host. The system gives it back when its holder dies. */
public final class Lock implements AutoCloseable {

    private final FileChannel channel;

    private Lock(FileChannel channel) {
        this.channel = channel;
    }

    public static Lock take(Path file) {
        try {
            Files.createDirectories(file.getParent());
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new Refusal(
                        Code.E302,
                        "another tocsinctl holds " + file,
                        "Wait until it has ended; `pgrep -a tocsinctl` names it.");
            }
            return new Lock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
