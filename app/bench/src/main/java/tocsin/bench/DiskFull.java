package tocsin.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * Disks are full: first the one that database and spool share, as {@code run} has it, where the spool must leave to the
 * database what is left; then the database's alone, while the spool has another; then the spool's, when it is needed.
 */
final class DiskFull implements Fault {

    private static final int SHARED_MEGABYTES = 500;
    private static final int SPOOL_MEGABYTES = 200;
    private static final int FLOOR_MEGABYTES = 100;
    private static final double PATIENCE_SECONDS = 30;

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
                belowTheFloor(scene, disk, report);

                var before = scene.ledger().answers();
                disk.fill(0);
                scene.lastFor("the disk of database and spool is full");
                var full = scene.ledger().answersSince(before);
                disk.relieve();
                report.put("sharedFullAnswers", full);
                recovered("sharedFull", scene, report);
                senders.end();
                scene.closeBooks(report, spool);
            }
        }
    }

    /** There is room for the database, and none any more for the spool, which is what it would need when that is away. */
    private static void belowTheFloor(Scene scene, Volume disk, Report report) throws Exception {
        var before = scene.ledger().answers();
        Thread.sleep(3_000);
        var direct = scene.ledger().answersSince(before);
        report.put("belowFloorAnswers", direct);
        report.promise("the database goes on below the spool's floor", direct.getOrDefault(200, 0L) > 0);

        var free = disk.freeMegabytes();
        scene.server().database().freeze();
        // What was committed a moment ago is still being answered.
        Thread.sleep(500);
        before = scene.ledger().answers();
        Thread.sleep(10_000);
        var refused = scene.ledger().answersSince(before);
        scene.server().database().thaw();
        report.put("belowFloorAndFrozenAnswers", refused);
        report.put("belowFloorMegabytesTaken", free - disk.freeMegabytes());
        report.promise("the spool takes nothing below its floor", refused.getOrDefault(200, 0L) == 0);
        report.promise("senders are told to come back", refused.getOrDefault(429, 0L) > 0);
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
                var before = scene.ledger().answers();
                disk.fill(0);
                scene.lastFor("the disk of the database is full");
                report.put("databaseFullAnswers", scene.ledger().answersSince(before));

                before = scene.ledger().answers();
                spoolDisk.fill(0);
                scene.lastFor("that of the spool too");
                report.put("bothFullAnswers", scene.ledger().answersSince(before));

                before = scene.ledger().answers();
                spoolDisk.relieve();
                Thread.sleep((long) (PATIENCE_SECONDS * 1_000));
                var spooled = scene.ledger().answersSince(before);
                report.put("spoolRelievedAnswers", spooled);
                report.promise("the spool takes events again", spooled.getOrDefault(200, 0L) > 0);

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

    private static void recovered(String after, Scene scene, Report report) throws InterruptedException {
        var seconds = scene.secondsUntilStored(scene.target());
        report.put(after + "SecondsUntilStored", seconds);
        report.promise(after + ": the next event goes in within 30 s", seconds <= PATIENCE_SECONDS);
    }
}
