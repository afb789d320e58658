package tocsin.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * What cannot be beaten: rows as Tocsin stores them, written by nothing but COPY into a table with the same columns and
 * indexes, each copy durable before the next.
 */
final class LimitBench {

    private static final int ROWS = 100;
    private static final List<Integer> CONNECTIONS = List.of(1, 2);

    private final Server server;
    private final Options options;
    private final String mix;

    LimitBench(Server server, Options options, String mix) {
        this.server = server;
        this.options = options;
        this.mix = mix;
    }

    Map<String, Object> run() throws IOException, InterruptedException, SQLException, ExecutionException {
        var leaf = leafWithEvents();
        var row = new LinkedHashMap<String, Object>();
        row.put("bench", "limit");
        row.put("version", server.text("version"));
        row.put("rowsPerTransaction", ROWS);
        for (var connections : CONNECTIONS) {
            row.put(connections + (connections == 1 ? " connection" : " connections"), measure(leaf, connections));
        }
        return row;
    }

    /** The faster of its numbers, named as those of servers are. */
    Map<String, Object> best() throws IOException, InterruptedException, SQLException, ExecutionException {
        var leaf = leafWithEvents();
        var row = new LinkedHashMap<String, Object>();
        row.put("version", "COPY");
        var fastest = 0L;
        for (var connections : CONNECTIONS) {
            var measured = measure(leaf, connections);
            var rate = (Long) measured.get("rowsPerSecond");
            if (rate > fastest) {
                fastest = rate;
                row.put("processedPerSecond", rate);
                row.put("postgresCpuMillisPerEvent", measured.get("postgresCpuMillisPerRow"));
                row.put("diskBytesPerEvent", measured.get("diskBytesPerRow"));
            }
        }
        return row;
    }

    /** Where a few real events are stored as Tocsin does it. */
    private String leafWithEvents() throws IOException, InterruptedException {
        var bodies = Corpus.read(options.events()).mix(mix);
        System.err.println("bench: "
                + new Load(server, bodies, options.connections()).once().answers());
        return "event_" + DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(ZoneOffset.UTC));
    }

    private Map<String, Object> measure(String leaf, int connections)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        var usage = server.usage();
        try (var connection = connection()) {
            execute(connection, "drop table if exists copy_limit");
            execute(connection, "create table copy_limit (like " + leaf + " including all)");
            var before = usage.cpu();
            var from = System.nanoTime();
            var rows = 0L;
            try (var writers = Executors.newFixedThreadPool(connections)) {
                Callable<Long> writing =
                        () -> write(leaf, from + options.duration().toNanos());
                for (var written : writers.invokeAll(
                        Stream.generate(() -> writing).limit(connections).toList())) {
                    rows += written.get();
                }
            }
            var seconds = (System.nanoTime() - from) / 1e9;
            var used = usage.cpu().since(before);
            var measured = new LinkedHashMap<String, Object>();
            measured.put("rowsPerSecond", Math.round(rows / seconds));
            measured.put("postgresCpuMillisPerRow", Math.round(used.postgres() * 1e4 / rows) / 1e4);
            measured.put("diskBytesPerRow", size(connection) / Math.max(1, rows));
            execute(connection, "drop table copy_limit");
            return measured;
        }
    }

    private long write(String leaf, long until) throws SQLException, IOException {
        try (var connection = connection()) {
            var copied = new CopiedRows(connection, leaf, ROWS);
            var rows = 0L;
            while (System.nanoTime() < until) {
                rows += copied.writeTo(connection, "copy_limit");
            }
            return rows;
        }
    }

    private Connection connection() throws SQLException, IOException {
        return DriverManager.getConnection(server.jdbcUrl("tocsin"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long size(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_total_relation_size('copy_limit')")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
