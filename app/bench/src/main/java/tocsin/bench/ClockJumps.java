package tocsin.bench;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The clock of server and database is set: an hour forwards and back within a day, forwards over midnight and back over
 * it, and then midnight comes by itself. Counts of days and hours, windows of limits and times of jobs hang on it.
 */
final class ClockJumps implements Fault {

    private static final double PATIENCE_SECONDS = 30;
    private static final long STEPS = 5;

    private final Options options;

    ClockJumps(Options options) {
        this.options = options;
    }

    @Override
    public void happen(Report report) throws Exception {
        var clock = ShiftedClock.compile(options.data().resolve("clock"));
        var midnight = LocalDate.now(ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        clock.set(midnight.minus(Duration.ofHours(3)));
        try (var scene = new Scene(options, clock.environment())) {
            report.put("databaseIsAhead", ahead(scene));
            var refused = new RefusedProject(scene);
            var senders = scene.senders();
            jump("anHourForwards", midnight.minus(Duration.ofHours(2)), clock, scene, report);
            jump("anHourBack", midnight.minus(Duration.ofHours(3)), clock, scene, report);
            jobs(refused, report);
            jump("overMidnight", midnight.plus(Duration.ofMinutes(30)), clock, scene, report);
            jump("backOverMidnight", midnight.minus(Duration.ofMinutes(30)), clock, scene, report);
            // Half of it before midnight and half of it after.
            var half = options.duration().dividedBy(2 * STEPS);
            jump("throughMidnight", midnight.minus(half), clock, scene, report);
            senders.end();
            report.put("days", days(scene));
            scene.closeBooks(report);
        }
    }

    /** What is refused is counted by a job, each second. */
    private static void jobs(RefusedProject refused, Report report) throws Exception {
        var seconds = refused.secondsUntilCounted();
        report.put("secondsUntilJobsGoOn", seconds);
        report.promise("jobs go on when the clock is set back", seconds <= PATIENCE_SECONDS);
    }

    private void jump(String name, Instant to, ShiftedClock clock, Scene scene, Report report) throws Exception {
        System.err.println("bench: it is " + to);
        var before = scene.ledger().answers();
        clock.set(to);
        var seconds = scene.secondsUntilStored(scene.target());
        Thread.sleep(options.duration().dividedBy(STEPS));
        report.put(name, Map.of("answers", scene.ledger().answersSince(before), "secondsUntilStored", seconds));
        report.promise(name + ": the next event goes in", seconds <= PATIENCE_SECONDS);
    }

    /** So that nobody is told that all went well although nothing was shifted. */
    private static String ahead(Scene scene) throws Exception {
        try (var database = DriverManager.getConnection(scene.server().jdbcUrl("tocsin"));
                var statement = database.createStatement();
                var rows = statement.executeQuery("select extract(epoch from now())::bigint")) {
            rows.next();
            var ahead = Duration.ofSeconds(rows.getLong(1) - Instant.now().getEpochSecond());
            if (ahead.abs().compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalStateException("the clock of the database is not shifted");
            }
            return ahead.toString();
        }
    }

    private static String days(Scene scene) throws Exception {
        try (var database = DriverManager.getConnection(scene.server().jdbcUrl("tocsin"));
                var statement = database.createStatement();
                var rows = statement.executeQuery("select string_agg(day || ': ' || events, ', ' order by day) from"
                        + " (select received_at::date as day, count(*) as events from event group by 1) d")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            return e.getMessage();
        }
    }
}
