package tocsin.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL whose commits wait five milliseconds, as on a slow disk: who commits once for many hardly feels it. */
record SlowCommits(String jdbcUrl) {

    private static final List<String> SLOW =
            List.of("alter system set commit_delay = 5000", "alter system set commit_siblings = 0");
    private static final List<String> USUAL =
            List.of("alter system reset commit_delay", "alter system reset commit_siblings");

    static SlowCommits of(Server server) throws IOException {
        return new SlowCommits(server.jdbcUrl("postgres"));
    }

    /** @param most what was measured without them */
    Map<String, Object> measure(Measurement measurement, Map<String, Object> most)
            throws IOException, InterruptedException, SQLException {
        set(SLOW, "5000");
        try {
            System.err.println("bench: the same with slow commits");
            var slow = measurement.atMost();
            var half = measurement.atHalf(slow);
            var row = new LinkedHashMap<String, Object>();
            row.put("slowCommitsPerSecond", slow.get("processedPerSecond"));
            row.put("slowCommitsPercent", percent(slow.get("processedPerSecond"), most.get("processedPerSecond")));
            row.put("slowCommitsP99Millis", slow.get("p99Millis"));
            row.put("slowCommitsHalfLoadPerSecond", half.get("halfLoadPerSecond"));
            row.put("slowCommitsHalfLoadP99Millis", half.get("halfLoadP99Millis"));
            row.put("slowCommitsLost", half.get("halfLoadLost"));
            return row;
        } finally {
            set(USUAL, "0");
        }
    }

    static long percent(Object of, Object all) {
        return Math.round(100 * ((Number) of).doubleValue() / Math.max(1e-9, ((Number) all).doubleValue()));
    }

    /** Connections that are open take the new settings over when they next do something. */
    private void set(List<String> statements, String delay) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
            statement.execute("select pg_reload_conf()");
        }
        for (var tries = 0; !shown().equals(delay); tries++) {
            if (tries == 100) {
                throw new SQLException("commit_delay is " + shown() + " and not " + delay);
            }
            Thread.sleep(50);
        }
    }

    private String shown() throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show commit_delay")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
