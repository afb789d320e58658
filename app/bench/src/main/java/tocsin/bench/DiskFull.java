package tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Disks are full: first the one that database and spool share, as {@code run} has it, where the spool must leave to the
 * database what is left; then the database's alone, while the spool has another; then the spool's, when it is needed.
 */
final class DiskFull implements Fault {

    private static final int SHARED_MEGABYTES = 500;
    private static final int SPOOL_MEGABYTES = 400;
    private static final int FLOOR_MEGABYTES = 100;
    private static final double PATIENCE_SECONDS = 30;
    private static final Duration FROZEN = Duration.ofSeconds(10);

    private final Options options;

    DiskFull(Options options) {
        this.options = options;
    }

    @Override
    public void happen(Report report) throws Exception {
        shared(report);
        apart(report);
    }

    private static Map<String, String> environment(Path spool) {
        return Map.of(
                "TOCSIN_SPOOL", spool.toString(), "TOCSIN_SPOOL_FLOOR_MEGABYTES", String.valueOf(FLOOR_MEGABYTES));
    }

    private void shared(Report report) throws Exception {
        try (var disk = Volume.mount(options.data().resolve("shared"), SHARED_MEGABYTES)) {
            var data = disk.directory().resolve("data");
            var spool = data.resolve("spool");
            try (var scene = new Scene(options.on(data), environment(spool))) {
                var senders = scene.senders();
                Thread.sleep(1_000);
                disk.fill(FLOOR_MEGABYTES / 2);
                belowTheFloor(scene, spool, report);

                disk.fill(0);
                noRoom("the disk of database and spool is full", scene, spool).promise("sharedFull", report);
                disk.relieve();
                recovered("sharedFull", scene, report);
                senders.end();
                scene.closeBooks(report, spool);
            }
        }
    }

    /** There is room for the database, and none any more for the spool, which is what it would need when that is away. */
    private static void belowTheFloor(Scene scene, Path spool, Report report) throws Exception {
        var before = scene.ledger().answers();
        Thread.sleep(3_000);
        var direct = scene.ledger().answersSince(before);
        report.put("belowFloorAnswers", direct);
        report.promise("the database goes on below the spool's floor", direct.getOrDefault(200, 0L) > 0);

        scene.server().database().freeze();
        var frozen = NoRoom.during(
                () -> scene.lastFor("the database is stopped, below the spool's floor", FROZEN), scene.ledger(), spool);
        scene.server().database().thaw();
        frozen.promiseNothing("belowFloorAndFrozen", report);
        recovered("belowFloor", scene, report);
    }

    private void apart(Report report) throws Exception {
        try (var disk = Volume.mount(options.data().resolve("apart"), SHARED_MEGABYTES);
                var spoolDisk = Volume.mount(options.data().resolve("spool"), SPOOL_MEGABYTES)) {
            var data = disk.directory().resolve("data");
            var spool = spoolDisk.directory().resolve("spool");
            try (var scene = new Scene(options.on(data), environment(spool))) {
                var senders = scene.senders();
                Thread.sleep(1_000);
                disk.fill(0);
                databaseFull(scene, spool, report);

                // Bytes could be written, but they are not the spool's any more.
                spoolDisk.fill(FLOOR_MEGABYTES / 2);
                noRoom("that of the spool is below its floor", scene, spool).promise("spoolBelowFloor", report);
                spoolDisk.fill(0);
                noRoom("and full", scene, spool).promise("bothFull", report);

                spoolDisk.relieve();
                var seconds = secondsUntilTaken(scene.ledger());
                report.put("spoolRelievedSecondsUntilTaken", seconds);
                report.promise("the spool takes events again within 30 s", seconds < PATIENCE_SECONDS);

                disk.relieve();
                recovered("bothFull", scene, report);
                senders.end();
                var books = new Report();
                scene.closeBooks(books, spool);
                report.put("apart", books.row());
                report.promise("nothing is lost with two disks", !Report.isBroken(books.row()));
            }
        }
    }

    /** The spool takes what the database cannot. */
    private static void databaseFull(Scene scene, Path spool, Report report) throws Exception {
        var before = scene.ledger().answers();
        scene.lastFor("the disk of the database is full");
        var answers = scene.ledger().answersSince(before);
        report.put("databaseFullAnswers", answers);
        report.put("databaseFullSpoolBytes", NoRoom.bytes(spool));
        report.promise("events are taken while the database's disk is full", answers.getOrDefault(200, 0L) > 0);
        report.promise("and it is the spool that takes them", NoRoom.bytes(spool) > 0);
    }

    private static NoRoom noRoom(String what, Scene scene, Path spool) throws Exception {
        return NoRoom.during(() -> scene.lastFor(what), scene.ledger(), spool);
    }

    /** How long it takes until somebody hears 200 again, though the database is still full. */
    private static double secondsUntilTaken(Ledger ledger) throws InterruptedException {
        var from = System.nanoTime();
        var before = ledger.answers();
        while (!ledger.answersSince(before).containsKey(200)
                && System.nanoTime() - from < TimeUnit.SECONDS.toNanos((long) PATIENCE_SECONDS)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Math.round((System.nanoTime() - from) / 1e8) / 10.0;
    }

    private static void recovered(String after, Scene scene, Report report) throws InterruptedException {
        var seconds = scene.secondsUntilStored(scene.target());
        report.put(after + "SecondsUntilStored", seconds);
        report.promise(after + ": the next event goes in within 30 s", seconds <= PATIENCE_SECONDS);
    }
}
