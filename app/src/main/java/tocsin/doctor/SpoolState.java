package tocsin.doctor;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tocsin.spool.SpoolContents;
import tocsin.web.Words;

/**
 * The spools of all processes on this disk.
 *
 * @param most what one process may keep
 * @param floor what has to stay free on their disk
 */
record SpoolState(SpoolContents contents, long free, long most, long floor) {

    static Finding finding(Path directory, long most, long floor, Instant now) {
        try {
            var free =
                    Files.isDirectory(directory) ? Files.getFileStore(directory).getUsableSpace() : Long.MAX_VALUE;
            return new SpoolState(SpoolContents.of(directory), free, most, floor).finding(now);
        } catch (IOException | UncheckedIOException e) {
            return Finding.warning(
                    Check.SPOOL,
                    directory + " cannot be looked at: " + e.getMessage(),
                    "Look as the server's account, and at the directory's owner.");
        }
    }

    Finding finding(Instant now) {
        if (free < floor) {
            return Finding.bad(
                    Check.SPOOL,
                    Words.bytes(free) + " are free on its disk and " + Words.bytes(floor)
                            + " have to stay free, so it takes nothing while the database is away",
                    "Free some of the disk of TOCSIN_SPOOL.");
        }
        var waits = contents.oldest()
                .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .orElse(0L);
        if (waits > MINUTES.toSeconds(2)) {
            var detail = Words.bytes(contents.bytes()) + " of events wait for the database, the oldest since "
                    + Backlog.ago(waits);
            var remedy = "Look at the database; when it is well the spool empties by itself. Do not delete it.";
            return waits > MINUTES.toSeconds(15) || contents.bytes() > most / 5 * 4
                    ? Finding.bad(Check.SPOOL, detail, remedy)
                    : Finding.warning(Check.SPOOL, detail, remedy);
        }
        if (contents.setAside() > 0) {
            return Finding.warning(
                    Check.SPOOL,
                    Words.of(contents.setAside(), "file was", "files were")
                            + " set aside, because it was damaged or the database refused it",
                    "The log says which and why. Keep them for support, or delete *.damaged and *.refused in TOCSIN_SPOOL.");
        }
        return Finding.good(Check.SPOOL, "nothing waits for the database");
    }
}
