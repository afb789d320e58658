package tocsin.bench;

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

            var before = scene.ledger().answers();
            database.freeze();
            try {
                scene.lastFor("the database is stopped");
            } finally {
                database.thaw();
            }
            after("frozen", before, scene, report);

            before = scene.ledger().answers();
            database.shutDown();
            try {
                scene.lastFor("the database has ended");
            } finally {
                database.allowStart();
            }
            after("ended", before, scene, report);
            senders.end();
            scene.closeBooks(report);
        }
    }

    private static void after(String what, java.util.Map<Integer, Long> before, Scene scene, Report report)
            throws InterruptedException {
        var meanwhile = scene.ledger().answersSince(before);
        var seconds = scene.secondsUntilStored(scene.target());
        report.put(what + "Answers", meanwhile);
        report.put(what + "SecondsUntilStored", seconds);
        report.promise("events are taken while the database is " + what, meanwhile.getOrDefault(200, 0L) > 0);
        report.promise("the next event goes in after it was " + what, seconds <= PATIENCE_SECONDS);
    }
}
