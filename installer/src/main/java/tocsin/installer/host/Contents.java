package tocsin.installer.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import tocsin.installer.journal.Step;

/** What a file shall hold; it is never seen half written, and its content is on the disk before its name is. */
public record Contents(Path file, String text, String mode, Owner owner) {

    public Contents(Path file, String text) {
        this(file, text, "rw-r--r--", Owner.NOBODY_IN_PARTICULAR);
    }

    /** As in {@code rw-r-----}. */
    public Contents mode(String mode) {
        return new Contents(file, text, mode, owner);
    }

    public Contents owner(Owner owner) {
        return new Contents(file, text, mode, owner);
    }

    public Step step(String name) {
        return new Step.Seen(name, this::isThere, this::write);
    }

    public boolean isThere() {
        try {
            return Files.exists(file)
                    && Files.readString(file).equals(text)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            .equals(mode)
                    && owner.owns(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write() {
        var beside = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            owner.take(beside);
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(mode));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
