package tocsin.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/**
 * Each statement takes half a second longer. {@code run} starts the database, a proxy that delays stands before it, and
 * {@code serve}, to which the events go, knows the database by the proxy's address only.
 */
final class DatabaseSlow implements Fault {

    private static final Duration DELAY = Duration.ofMillis(500);
    private static final double PATIENCE_SECONDS = 30;

    private final Options options;

    DatabaseSlow(Options options) {
        this.options = options;
    }

    @Override
    public void happen(Report report) throws Exception {
        var spool = options.data().resolve("spool-of-serve");
        try (var scene = new Scene(options)) {
            var serving = new Serving(options.executable(), scene.server());
            try (var proxy = new DelayingProxy(serving.databasePort())) {
                var environment = new HashMap<>(serving.environment(proxy.port()));
                environment.put("TOCSIN_SPOOL", spool.toString());
                var log = ProcessBuilder.Redirect.appendTo(
                        options.data().resolve("serve.log").toFile());
                try (var serve = Serve.start(options.executable(), environment, log)) {
                    serve.awaitReady();
                    happen(scene, Target.of(serve.port(), scene.server()), proxy, report);
                    scene.closeBooks(report, spool);
                }
            }
        }
    }

    private void happen(Scene scene, Target target, DelayingProxy proxy, Report report) throws InterruptedException {
        var senders = Senders.unpaced(scene.ledger(), scene.bodies(), List.of(target), options.connections());
        Thread.sleep(2_000);
        senders.end();

        var before = scene.ledger().answers();
        proxy.delay(DELAY);
        senders = Senders.unpaced(scene.ledger(), scene.bodies(), List.of(target), options.connections());
        scene.lastFor("each statement is " + DELAY.toMillis() + " ms slower");
        var meanwhile = scene.ledger().answersSince(before);
        proxy.delay(Duration.ZERO);
        var seconds = scene.secondsUntilStored(target);
        var served = senders.end();
        report.put("slowAnswers", meanwhile);
        report.put("slowP50Millis", served.p50());
        report.put("slowP99Millis", served.p99());
        report.put("secondsUntilStored", seconds);
        report.promise("events are taken while the database is slow", meanwhile.getOrDefault(200, 0L) > 0);
        report.promise("the next event goes in as soon as it is fast again", seconds <= PATIENCE_SECONDS);
    }
}
