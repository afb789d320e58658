package tocsin.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How a server answers while its spool may not grow: senders hear 429 before a byte is written. What the database still
 * has room for may go in; nothing else is an answer.
 *
 * @param spoolBefore bytes in the spool when that began
 * @param spoolAfter and when it ended
 */
record NoRoom(Map<Integer, Long> answers, long spoolBefore, long spoolAfter) {

    private static final long IN_FLIGHT_MILLIS = 500;

    /** Something that takes a while. */
    interface Meanwhile {
        void pass() throws InterruptedException;
    }

    static NoRoom during(Meanwhile meanwhile, Ledger ledger, Path spool) throws IOException, InterruptedException {
        // What was committed or synced a moment ago is still being answered.
        TimeUnit.MILLISECONDS.sleep(IN_FLIGHT_MILLIS);
        var before = ledger.answers();
        var bytes = bytes(spool);
        meanwhile.pass();
        return new NoRoom(ledger.answersSince(before), bytes, bytes(spool));
    }

    void promise(String when, Report report) {
        report.put(when + "Answers", answers);
        report.put(when + "SpoolBytes", List.of(spoolBefore, spoolAfter));
        report.promise(when + ": senders are told to come back", answers.getOrDefault(429, 0L) > 0);
        report.promise(when + ": nobody is told anything else", Set.of(200, 429).containsAll(answers.keySet()));
        report.promise(when + ": not a byte goes into the spool", spoolAfter <= spoolBefore);
    }

    /** The same where the database cannot take anything either. */
    void promiseNothing(String when, Report report) {
        promise(when, report);
        report.promise(when + ": no event is taken", answers.getOrDefault(200, 0L) == 0);
    }

    /** What is in the files below that directory; some may go while they are looked at. */
    static long bytes(Path spool) throws IOException {
        if (!Files.exists(spool)) {
            return 0;
        }
        try (var files = Files.walk(spool)) {
            return files.filter(Files::isRegularFile).mapToLong(NoRoom::size).sum();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return bytes(spool);
            }
            throw e.getCause();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
