package tocsin.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Kills server and database under load, again and again, and then asks whether each event that was answered 200 is stored
 * exactly once and counted exactly once. The kill is SIGKILL; neither gets to do anything before it ends.
 */
final class FaultBench {

    private static final long PATIENCE_SECONDS = 180;

    private final Options options;
    private final int port;
    private final SplittableRandom random = new SplittableRandom(7);
    private final ConcurrentSkipListSet<UUID> accepted = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListMap<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final AtomicBoolean going = new AtomicBoolean(true);

    FaultBench(Options options) throws IOException {
        this.options = options;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    Map<String, Object> run() throws IOException, InterruptedException, SQLException {
        var bodies = Corpus.read(options.events()).bodies(200, 2);
        var server = Server.start(options.executable(), options.data(), port);
        var head = Load.head(server);
        var clients = new ArrayList<Thread>();
        for (var i = 0; i < options.connections(); i++) {
            var seed = random.split();
            clients.add(Thread.ofPlatform().start(() -> send(head, bodies, seed)));
        }
        var restarts = new ArrayList<Long>();
        for (var kill = 1; kill <= options.kills(); kill++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(300, 2_500));
            server.kill();
            server = Server.start(options.executable(), options.data(), port);
            restarts.add(server.readyMillis());
            System.err.printf("bench: server killed %d times, %d accepted%n", kill, accepted.size());
        }
        for (var kill = 1; kill <= options.databaseKills(); kill++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500, 4_000));
            server.killDatabase();
            System.err.printf("bench: database killed %d times, %d accepted%n", kill, accepted.size());
        }
        TimeUnit.SECONDS.sleep(3);
        going.set(false);
        for (var client : clients) {
            client.join();
        }
        var row = new LinkedHashMap<String, Object>();
        row.put("bench", "faults");
        row.put("version", server.text("version"));
        row.put("serverKills", options.kills());
        row.put("databaseKills", options.databaseKills());
        row.put("answers", Map.copyOf(answers));
        row.put("accepted", accepted.size());
        try (var last = server) {
            check(last, row);
        }
        row.put("restartMillis", restarts.stream().sorted().toList());
        return row;
    }

    private void send(byte[] head, List<Body> bodies, SplittableRandom seed) {
        tocsin.bench.Connection connection = null;
        while (going.get()) {
            var id = new UUID(seed.nextLong(), seed.nextLong());
            var status = 0;
            try {
                connection = connection == null ? new tocsin.bench.Connection(port) : connection;
                var body = bodies.get(seed.nextInt(bodies.size()));
                status = connection
                        .ask(head, body.envelope(id.toString().replace("-", ""), Instant.now()))
                        .status();
                if (status == 200) {
                    accepted.add(id);
                }
            } catch (IOException | RuntimeException cut) {
                connection = null;
                pause();
            }
            answers.computeIfAbsent(status, s -> new LongAdder()).increment();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(Server server, Map<String, Object> row) throws IOException, InterruptedException, SQLException {
        var from = System.nanoTime();
        var stored = 0L;
        var counted = -1L;
        var outcomes = -1L;
        var missing = accepted.size();
        while (System.nanoTime() - from < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            try (var database = DriverManager.getConnection(server.jdbcUrl("tocsin"))) {
                stored = number(database, "select count(*) from event");
                counted = number(database, "select coalesce(sum(event_count), 0)::bigint from issue");
                outcomes = number(
                        database,
                        "select coalesce(sum(quantity), 0)::bigint from outcome_hour where outcome = 'stored'");
                missing = missing(database);
                if (missing == 0 && counted == stored && outcomes == stored && spool() == 0) {
                    break;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
        row.put("settledSeconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from));
        row.put("lost", missing);
        row.put("stored", stored);
        row.put("countedInIssues", counted);
        row.put("countedInOutcomes", outcomes);
        row.put("spoolFilesLeft", spool());
        try (var database = DriverManager.getConnection(server.jdbcUrl("tocsin"))) {
            row.put(
                    "storedTwice",
                    number(
                            database,
                            "select count(*) from (select 1 from event group by project_id, event_id having count(*) > 1) d"));
            row.put("damage", number(database, "select count(*) from unprocessed_event"));
        }
    }

    private int missing(Connection database) throws SQLException {
        try (var wanted = database.createStatement()) {
            wanted.execute("create temporary table wanted (id uuid)");
        }
        try (var insert = database.prepareStatement("insert into wanted select unnest(?)")) {
            insert.setArray(1, database.createArrayOf("uuid", accepted.toArray()));
            insert.executeUpdate();
        }
        return (int) number(
                database,
                "select count(*) from wanted w where not exists (select 1 from event e where e.event_id = w.id)");
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long spool() throws IOException {
        var directory = options.data().resolve("spool");
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".segment")).count();
        }
    }
}
