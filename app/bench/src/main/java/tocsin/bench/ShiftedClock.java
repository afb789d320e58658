package tocsin.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The clock of a server and of its PostgreSQL, which can be set while they run: a small library that is loaded before
 * libc answers for it (clock.c). JVM and native executable both ask libc for the time. This process's own clock stays.
 */
final class ShiftedClock {

    private final Path library;
    private final Path offset;

    private ShiftedClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** @param directory that also those may read as whom PostgreSQL runs */
    static ShiftedClock compile(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var source = directory.resolve("clock.c");
        try (var text = ShiftedClock.class.getResourceAsStream("clock.c")) {
            Files.write(source, text.readAllBytes());
        }
        var library = directory.resolve("clock.so").toAbsolutePath();
        var compiler = new ProcessBuilder(
                        List.of("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"))
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("The clock is shifted by a small library, which needs a C compiler: cc");
        }
        var clock = new ShiftedClock(library, directory.resolve("offset").toAbsolutePath());
        clock.shift(Duration.ZERO);
        return clock;
    }

    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET", offset.toString());
    }

    /** From now on it is so much ahead of this process's. */
    void shift(Duration ahead) throws IOException {
        var seconds =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, ahead.toSeconds());
        // In place: those who look at it have mapped this very file.
        try (var file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        }
    }

    void set(Instant now) throws IOException {
        shift(Duration.between(Instant.now(), now));
    }
}
