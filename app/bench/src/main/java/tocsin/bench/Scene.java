package tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A server to which something happens, those who send to it meanwhile, and the ledger of what they were told. */
final class Scene implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final String FOUND = "select 1 from event where event_id = any (?) limit 1";

    private final Options options;
    private final Map<String, String> environment;
    private final int port = Server.freePort();
    private final List<Body> bodies;
    private final Ledger ledger = new Ledger();
    private final SplittableRandom random = new SplittableRandom();
    private Server server;

    Scene(Options options) throws IOException {
        this(options, Map.of());
    }

    /** @param environment of the server, as far as it differs from this process's own */
    Scene(Options options, Map<String, String> environment) throws IOException {
        this.options = options;
        this.environment = environment;
        this.bodies = withFiles(Corpus.read(options.events()).bodies(200, 2));
        this.server = start();
    }

    /** Every twentieth event has one, as small as a log is or as large as a picture. */
    private static List<Body> withFiles(List<Body> bodies) {
        return IntStream.range(0, bodies.size())
                .mapToObj(n -> n % 20 == 10 ? bodies.get(n).withFile(n % 40 == 10 ? 5_000 : 100_000) : bodies.get(n))
                .toList();
    }

    private Server start() throws IOException {
        return Server.start(options.executable(), options.data(), port, environment);
    }

    Server server() {
        return server;
    }

    Ledger ledger() {
        return ledger;
    }

    List<Body> bodies() {
        return bodies;
    }

    Target target() {
        return Target.of(server);
    }

    /** As many as the options say, each sending the next event when the last one is answered. */
    Senders senders() {
        return Senders.unpaced(ledger, bodies, List.of(target()), options.connections());
    }

    /** @return milliseconds until it took events again */
    long killAndStart() throws IOException, InterruptedException {
        server.kill();
        server = start();
        return server.readyMillis();
    }

    void lastFor(String what) throws InterruptedException {
        lastFor(what, options.duration());
    }

    void lastFor(String what, Duration duration) throws InterruptedException {
        System.err.printf("bench: %s for %d s%n", what, duration.toSeconds());
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }

    /** Seconds until one of the events that are sent from now on is in the database, without anybody's help. */
    double secondsUntilStored(Target target) throws InterruptedException {
        var from = System.nanoTime();
        var sent = new ArrayList<UUID>();
        while (System.nanoTime() - from < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            var id = new UUID(random.nextLong(), random.nextLong());
            if (send(target, id)) {
                sent.add(id);
            }
            if (isAnyStored(sent)) {
                return Math.round((System.nanoTime() - from) / 1e8) / 10.0;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return PATIENCE_SECONDS;
    }

    /** As {@link #secondsUntilStored}, as a promise: that of a fault that is over. */
    void goesOn(Report report) throws InterruptedException {
        var seconds = secondsUntilStored(target());
        report.put("secondsUntilStored", seconds);
        report.promise("the next event goes in", seconds < PATIENCE_SECONDS);
    }

    private boolean send(Target target, UUID id) {
        try (var connection = new Connection(target.port())) {
            var status = connection
                    .ask(target.head(), bodies.getFirst().envelope(id.toString().replace("-", ""), Instant.now()))
                    .status();
            ledger.answered(target, id, status);
            return status == 200;
        } catch (IOException cut) {
            ledger.unanswered(cut);
            return false;
        }
    }

    /** One event, whatever is answered. */
    void send(Target target) {
        send(target, new UUID(random.nextLong(), random.nextLong()));
    }

    private boolean isAnyStored(List<UUID> events) {
        try (var database = DriverManager.getConnection(server.jdbcUrl("tocsin"));
                var statement = database.prepareStatement(FOUND)) {
            statement.setArray(1, database.createArrayOf("uuid", events.toArray()));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (IOException | SQLException notYet) {
            return false;
        }
    }

    void closeBooks(Report report, Path... spools) throws IOException, InterruptedException, SQLException {
        report.put("version", server.text("version"));
        ledger.close(report, server.jdbcUrl("tocsin"), spools.length == 0 ? new Path[] {server.spool()} : spools);
    }

    @Override
    public void close() {
        server.close();
    }
}
