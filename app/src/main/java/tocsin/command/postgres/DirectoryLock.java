package tocsin.command.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process per data directory; the kernel gives the lock back when that process dies, however it dies. */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            var channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new DirectoryLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new PostgresFailed("The data directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
        throw new PostgresFailed("Another Tocsin is running on " + directory
                + ". Stop it, or choose another directory with --data DIR.");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByOurselves) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new PostgresFailed("The lock on the data directory cannot be released: " + e.getMessage(), e);
        }
    }
}
