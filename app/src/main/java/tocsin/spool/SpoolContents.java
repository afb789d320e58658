package tocsin.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What lies in all spools under a directory, whosever they are. To look takes no lock and changes nothing.
 *
 * @param bytes that wait for the database
 * @param oldest since when
 * @param setAside files that could not be read, or that the database refused
 */
public record SpoolContents(long bytes, Optional<Instant> oldest, long setAside) {

    private static final SpoolContents NOTHING = new SpoolContents(0, Optional.empty(), 0);

    public static SpoolContents of(Path base) throws IOException {
        if (!Files.isDirectory(base)) {
            return NOTHING;
        }
        var all = NOTHING;
        try (var files = Files.walk(base, 2)) {
            for (var file : (Iterable<Path>) files::iterator) {
                all = all.with(file);
            }
        }
        return all;
    }

    private SpoolContents with(Path file) throws IOException {
        var name = file.getFileName().toString();
        if (name.endsWith(Spool.DAMAGED) || name.endsWith(Spool.REFUSED)) {
            return new SpoolContents(bytes, oldest, setAside + 1);
        }
        if (!name.endsWith(Spool.SUFFIX)) {
            return this;
        }
        try {
            var written = Files.getLastModifiedTime(file).toInstant();
            return new SpoolContents(
                    bytes + Files.size(file),
                    oldest.filter(other -> other.isBefore(written)).or(() -> Optional.of(written)),
                    setAside);
        } catch (NoSuchFileException e) {
            // Written to the database just now.
            return this;
        }
    }
}
