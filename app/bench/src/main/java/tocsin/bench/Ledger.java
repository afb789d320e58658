package tocsin.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Which events were answered 200, and whether each of them is stored exactly once and counted exactly once. */
final class Ledger {

    private static final long PATIENCE_SECONDS = 180;

    private static final String TWICE =
            "select count(*) from (select 1 from event group by project_id, event_id having count(*) > 1) d";
    private static final int ROWS_AT_A_TIME = 10_000;

    private final Receipts receipts = new Receipts();
    private final Answers answers = new Answers();
    private final Map<String, LongAdder> reasons = new ConcurrentSkipListMap<>();

    /** What the database says at one moment. */
    private record Books(
            long missing,
            long stored,
            long inIssues,
            long inOutcomes,
            long fileBytes,
            long fileOutcomes,
            long waiting) {

        boolean balance() {
            return missing == 0
                    && inIssues == stored
                    && inOutcomes == stored
                    && fileOutcomes == fileBytes
                    && waiting == 0;
        }
    }

    void answered(Target target, UUID id, int status) {
        if (status == 200) {
            receipts.add(target.project(), id);
        }
        answers.add(status);
    }

    int accepted() {
        return receipts.size();
    }

    /** Nothing was answered, for this reason. */
    void unanswered(Exception why) {
        reasons.computeIfAbsent(why.toString(), reason -> new LongAdder()).increment();
        answers.add(Answers.NONE);
    }

    /** How many answers of each status there were so far; 0 is none. */
    Map<Integer, Long> answers() {
        return answers.sums();
    }

    /** How many of each there were since then. */
    Map<Integer, Long> answersSince(Map<Integer, Long> then) {
        var since = answers();
        then.forEach((status, count) -> since.merge(status, -count, Long::sum));
        since.values().removeIf(count -> count == 0);
        return since;
    }

    /** Waits until the books balance, for a while, and says what is in them. */
    void close(Report report, String jdbcUrl, Path... spools) throws IOException, InterruptedException, SQLException {
        var from = System.nanoTime();
        try (var database = connect(jdbcUrl)) {
            // Or the cursor over all events would fetch them all at once.
            database.setAutoCommit(false);
            var books = books(database, spools);
            while (!books.balance() && System.nanoTime() - from < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                TimeUnit.SECONDS.sleep(1);
                books = books(database, spools);
            }
            var twice = number(database, TWICE);
            report.put("accepted", receipts.size());
            report.put("answers", answers());
            report.put("unanswered", Map.copyOf(reasons));
            report.put("settledSeconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from));
            report.put("lost", books.missing());
            report.put("stored", books.stored());
            report.put("storedTwice", twice);
            report.put("countedInIssues", books.inIssues());
            report.put("countedInOutcomes", books.inOutcomes());
            report.put("fileBytes", books.fileBytes());
            report.put("fileBytesCountedInOutcomes", books.fileOutcomes());
            report.put("spoolFilesLeft", books.waiting());
            report.put("damage", number(database, "select count(*) from unprocessed_event"));
            report.promise("events were taken", receipts.size() > 0);
            report.promise("what was answered 200 is stored", books.missing() == 0);
            report.promise("and once", twice == 0);
            report.promise("issues count what is stored", books.inIssues() == books.stored());
            report.promise("so do the outcomes", books.inOutcomes() == books.stored());
            report.promise("and of files", books.fileOutcomes() == books.fileBytes());
            report.promise("the spool is empty again", books.waiting() == 0);
        }
    }

    /** A database that was killed a moment ago may still be at its repairs. */
    private static Connection connect(String jdbcUrl) throws SQLException, InterruptedException {
        for (var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); ; ) {
            try {
                return DriverManager.getConnection(jdbcUrl);
            } catch (SQLException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private Books books(Connection database, Path... spools) throws IOException, SQLException {
        database.rollback();
        return new Books(
                missing(database),
                number(database, "select count(*) from event"),
                number(database, "select coalesce(sum(event_count), 0)::bigint from issue"),
                counted(database, "error"),
                number(database, "select coalesce(sum(size), 0)::bigint from attachment"),
                counted(database, "attachment"),
                waiting(spools).size());
    }

    private static long counted(Connection database, String category) throws SQLException {
        return number(
                database,
                "select coalesce(sum(quantity), 0)::bigint from outcome_hour where outcome = 'stored' and category = '"
                        + category + "'");
    }

    private int missing(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (var rows = statement.executeQuery(Receipts.STORED)) {
                return receipts.missing(rows).size();
            }
        }
    }

    static long number(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** What nothing has read yet, and what was set aside because it could not be read. */
    private static List<Path> waiting(Path... spools) throws IOException {
        var waiting = new ArrayList<Path>();
        for (var spool : spools) {
            if (Files.isDirectory(spool)) {
                try (var files = Files.walk(spool)) {
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("lock"))
                            .forEach(waiting::add);
                } catch (UncheckedIOException goneMeanwhile) {
                    waiting.add(spool);
                }
            }
        }
        return waiting;
    }
}
