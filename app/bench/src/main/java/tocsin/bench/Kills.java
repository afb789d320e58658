package tocsin.bench;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Server and database are killed, again and again. The kill is SIGKILL; neither gets to do anything before it ends. */
final class Kills implements Fault {

    private final Options options;
    private final SplittableRandom random = new SplittableRandom(7);

    Kills(Options options) {
        this.options = options;
    }

    @Override
    public void happen(Report report) throws Exception {
        try (var scene = new Scene(options)) {
            var senders = scene.senders();
            var restarts = new ArrayList<Long>();
            for (var kill = 1; kill <= options.kills(); kill++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300, 2_500));
                restarts.add(scene.killAndStart());
                System.err.printf(
                        "bench: server killed %d times, %d accepted%n",
                        kill, scene.ledger().accepted());
            }
            for (var kill = 1; kill <= options.databaseKills(); kill++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500, 4_000));
                scene.server().database().kill();
                System.err.printf(
                        "bench: database killed %d times, %d accepted%n",
                        kill, scene.ledger().accepted());
            }
            TimeUnit.SECONDS.sleep(3);
            senders.end();
            report.put("serverKills", options.kills());
            report.put("databaseKills", options.databaseKills());
            scene.goesOn(report);
            scene.closeBooks(report);
            report.put("restartMillis", restarts.stream().sorted().toList());
        }
    }
}
