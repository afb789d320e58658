package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** Whether the disks have room for what is to come. */
record Room(Host host, Backups backups) {

    private static final long MEGABYTE = 1L << 20;
    private static final long LEAST = 64 * MEGABYTE;

    /** As much as the backup before took, and some more; for the first one as much as the database has, at the most. */
    List<Finding> forBackup() {
        var last = backups.ids().stream().findFirst().map(backups::get);
        return last.map(backup ->
                        demand(backups.store().workshop(), backup.manifest().bytes() * 6 / 5, "the next backup"))
                .orElseGet(() ->
                        demand(backups.store().workshop(), tree(host.at("/var/lib/tocsin/postgresql")), "a backup"));
    }

    /** The unpacked database, beside the present one, which stays. */
    List<Finding> forRestore(Backups.Backup backup) {
        return demand(host.data(), backup.manifest().census().after().bytes() * 6 / 5, "the restored database");
    }

    List<Finding> demand(Path place, long bytes, String what) {
        var free = free(place);
        var findings = new ArrayList<Finding>();
        if (free < bytes + LEAST) {
            findings.add(Finding.error(
                    Code.E512,
                    "%s wants about %d MB below %s, and %d MB are free"
                            .formatted(what, (bytes + LEAST) / MEGABYTE, host.seen(place), free / MEGABYTE),
                    "Make room there, keep fewer backups, or name another place."));
        }
        return findings;
    }

    /** What all files below it take. */
    static long tree(Path directory) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (var files = Files.walk(directory)) {
            return files.mapToLong(Room::size).sum();
        } catch (IOException | UncheckedIOException e) {
            // It lives, and something has just left it.
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long free(Path place) {
        var there = place;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
