package tocsin.installer.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import tocsin.installer.journal.Step;

/**
 * A directory that shall be there.
 *
 * @param mode as in {@code rwx------}
 */
public record Place(Path path, String mode, Owner owner) {

    /** All that is in it, and it. */
    public static void give(Path directory, Owner owner) {
        try (var files = Files.walk(directory)) {
            for (var file : (Iterable<Path>) files::iterator) {
                owner.take(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Step step() {
        return new Step.Seen("make the directory " + owner.host().seen(path), this::isThere, this::make);
    }

    private boolean isThere() {
        try {
            return Files.isDirectory(path)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                            .equals(mode)
                    && owner.owns(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() {
        try {
            Files.createDirectories(path);
            owner.take(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
