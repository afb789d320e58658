package tocsin.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A small file system of our own, in memory, that can be filled without harm to anybody else. Mounting it needs root. */
final class Volume implements AutoCloseable {

    private static final int PIECE = 1 << 16;

    private final Path directory;

    private Volume(Path directory) {
        this.directory = directory;
    }

    static Volume mount(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        run(List.of("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + megabytes + "m", "tmpfs", directory.toString()));
        return new Volume(directory);
    }

    Path directory() {
        return directory;
    }

    /** Somebody else needs the space: leaves so much of it, as far as there still is as much. */
    void fill(int leftMegabytes) throws IOException {
        var piece = ByteBuffer.allocate(PIECE);
        try (var file = FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.getFileStore(directory).getUsableSpace() - PIECE >= (long) leftMegabytes << 20) {
                file.write(piece.rewind());
            }
        } catch (IOException e) {
            if (leftMegabytes > 0) {
                throw e;
            }
            // Others took the last of it meanwhile.
        }
    }

    /** And has no more use for it. */
    void relieve() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    private static void run(List<String> words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException("A small file system is needed, to fill it; only root may mount one: " + said);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run(List.of("umount", directory.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
