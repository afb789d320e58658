package tocsin.bench;

import java.util.Map;

/**
 * The database is away, first in the way that is hardest to notice: its processes are stopped, so that connections stay
 * and nothing answers on them. Then it really ends, and is not to be started for a time, after which {@code run} starts it.
 */
final class DatabaseAway implements Fault {

    private static final double PATIENCE_SECONDS = 30;

    private final Options options;

    DatabaseAway(Options options) {
        this.options = options;
    }

    @Override
    public void happen(Report report) throws Exception {
        try (var scene = new Scene(options)) {
            var database = scene.server().database();
            var senders = scene.senders();
            Thread.sleep(2_000);

            database.freeze();
            Map<Integer, Long> meanwhile;
            try {
                meanwhile = answersWhile("the database is stopped", scene);
            } finally {
                database.thaw();
            }
            after("frozen", meanwhile, scene, report);

            database.shutDown();
            try {
                meanwhile = answersWhile("the database has ended", scene);
            } finally {
                database.allowStart();
            }
            after("ended", meanwhile, scene, report);
            senders.end();
            scene.closeBooks(report);
        }
    }

    /** What was committed a moment ago is still being answered when the database goes; that does not count. */
    private static Map<Integer, Long> answersWhile(String what, Scene scene) throws InterruptedException {
        Thread.sleep(500);
        var before = scene.ledger().answers();
        scene.lastFor(what);
        return scene.ledger().answersSince(before);
    }

    private static void after(String what, Map<Integer, Long> meanwhile, Scene scene, Report report)
            throws InterruptedException {
        var seconds = scene.secondsUntilStored(scene.target());
        report.put(what + "Answers", meanwhile);
        report.put(what + "SecondsUntilStored", seconds);
        report.promise("events are taken while the database is " + what, meanwhile.getOrDefault(200, 0L) > 0);
        report.promise("the next event goes in after it was " + what, seconds <= PATIENCE_SECONDS);
    }
}
