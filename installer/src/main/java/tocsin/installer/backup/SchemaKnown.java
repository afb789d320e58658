package tocsin.installer.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** The schema that this release makes, of the scripts that its server carries out. */
final class SchemaKnown {

    private SchemaKnown() {}

    /** The number of the newest script. */
    static int newest() {
        try (var stream = SchemaKnown.class.getResourceAsStream("/db/expand/index.txt");
                var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("V"))
                    .mapToInt(line -> Integer.parseInt(line.substring(1, line.indexOf("__"))))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a backup can be used by this release, which brings older ones up to date. */
    static List<Finding> findings(Backups.Backup backup, String release) {
        var schema = backup.manifest().schema();
        if (schema.matches("\\d+") && Integer.parseInt(schema) <= newest()) {
            return List.of();
        }
        return List.of(Finding.error(
                Code.E508,
                "backup %s is of release %s with schema %s, and release %s is installed, which knows schema %03d"
                        .formatted(backup.id(), backup.manifest().version(), schema, release, newest()),
                "Install release " + backup.manifest().version() + " or a newer one, and restore with it."));
    }
}
