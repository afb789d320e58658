package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;

/**
 * What waits on a host and what waited when the backup was made, for the restored database. A batch that is in it already is
 * known there by its id and passed over, so nothing is counted twice; what came after the backup is not lost.
 */
record Spools(Path present, Path restored) {

    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    /** Nobody writes to either; the present one stays as it is. */
    void join() {
        if (!Files.isDirectory(present)) {
            return;
        }
        try (var files = Files.walk(present)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = restored.resolve(present.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    directory(file, target);
                } else if (!file.endsWith("lock") && isNews(file, target)) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A segment only grows; the longer one holds the other. */
    private static boolean isNews(Path file, Path target) throws IOException {
        return !Files.exists(target) || Files.size(target) < Files.size(file);
    }

    private static void directory(Path directory, Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            Files.createDirectory(target, NO_ATTRIBUTES);
            Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(directory));
            Files.setOwner(target, Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
        }
    }
}
