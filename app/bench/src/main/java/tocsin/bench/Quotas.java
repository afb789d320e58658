package tocsin.bench;

import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Four processes on one database, and a limit of one key for all of them together. One is killed with its share half spent
 * and another is told to end; both start again.
 */
final class Quotas implements Fault {

    private static final int PROCESSES = 4;
    private static final int AMOUNT = 20_000;
    private static final double ABOVE = 1.05;
    private static final long CALM_SECONDS = 15;
    private static final long LIMIT_SECONDS = 300;

    private final Options options;

    Quotas(Options options) {
        this.options = options;
    }

    @Override
    public void happen(Report report) throws Exception {
        try (var scene = new Scene(options)) {
            // A month, so that no new window begins while we look.
            try (var database = DriverManager.getConnection(scene.server().jdbcUrl("tocsin"));
                    var statement = database.createStatement()) {
                statement.execute("insert into quota (tenant_id, project_id, key_id, category, amount, time_window)"
                        + " select tenant_id, project_id, id, 'error', " + AMOUNT + ", 'MONTH' from project_key"
                        + " where public_key = '" + scene.server().key() + "'");
            }
            var environment = new Serving(options.executable(), scene.server());
            var serves = new ArrayList<Serve>();
            try {
                for (var n = 0; n < PROCESSES; n++) {
                    serves.add(start(environment.environment(environment.databasePort())));
                }
                happen(scene, serves, environment.environment(environment.databasePort()), report);
            } finally {
                serves.forEach(Serve::close);
            }
            scene.closeBooks(report);
        }
    }

    private Serve start(Map<String, String> environment) throws Exception {
        var serve = Serve.start(
                options.executable(),
                environment,
                ProcessBuilder.Redirect.appendTo(
                        options.data().resolve("serve.log").toFile()));
        serve.awaitReady();
        return serve;
    }

    private void happen(Scene scene, List<Serve> serves, Map<String, String> environment, Report report)
            throws Exception {
        var ledger = scene.ledger();
        var senders =
                new ArrayList<>(serves.stream().map(serve -> send(scene, serve)).toList());
        awaitAccepted(ledger, AMOUNT / 4);
        serves.getFirst().kill();
        restart(0, scene, serves, senders, environment);
        awaitAccepted(ledger, AMOUNT / 2);
        serves.get(1).close();
        restart(1, scene, serves, senders, environment);
        var reached = awaitTheLimit(ledger);
        var before = ledger.accepted();
        // And again when there is nothing left: a new process must not begin with a new limit.
        serves.get(2).kill();
        restart(2, scene, serves, senders, environment);
        TimeUnit.SECONDS.sleep(CALM_SECONDS);
        for (var sender : senders) {
            sender.end();
        }
        report.put("limit", AMOUNT);
        report.put("acceptedOfLimit", Math.round(ledger.accepted() * 1_000.0 / AMOUNT) / 1_000.0);
        report.put("acceptedAfterTheLastRestart", ledger.accepted() - before);
        report.promise("the limit is reached", reached);
        // What a killed process had leased is gone, three times here.
        report.promise("most of the limit can be used", ledger.accepted() >= AMOUNT * 0.8);
        report.promise("at most 5 % above the limit", ledger.accepted() <= AMOUNT * ABOVE);
    }

    private Senders send(Scene scene, Serve serve) {
        var target = Target.of(serve.port(), scene.server());
        return Senders.unpaced(scene.ledger(), scene.bodies(), List.of(target), options.connections() / PROCESSES);
    }

    private void restart(
            int which, Scene scene, List<Serve> serves, List<Senders> senders, Map<String, String> environment)
            throws Exception {
        senders.get(which).end();
        serves.set(which, start(environment));
        senders.set(which, send(scene, serves.get(which)));
    }

    private static void awaitAccepted(Ledger ledger, int events) throws InterruptedException {
        for (var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
                ledger.accepted() < events && System.nanoTime() < until; ) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** It is when nothing was accepted for a time in which much was refused. */
    private static boolean awaitTheLimit(Ledger ledger) throws InterruptedException {
        for (var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS); System.nanoTime() < until; ) {
            var before = ledger.answers();
            TimeUnit.SECONDS.sleep(CALM_SECONDS);
            var since = ledger.answersSince(before);
            if (!since.containsKey(200) && since.containsKey(429)) {
                return true;
            }
        }
        return false;
    }
}
