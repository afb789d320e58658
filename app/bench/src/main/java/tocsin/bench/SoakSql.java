package tocsin.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database tells of itself in the course of a soak. */
final class SoakSql implements AutoCloseable {

    private static final String VACUUM = """
            select coalesce(sum(n_dead_tup), 0)::bigint, coalesce(sum(autovacuum_count), 0)::bigint
            from pg_stat_user_tables""";

    private static final String MOST_DEAD = """
            select relname || ': ' || n_dead_tup || ' dead, ' || n_live_tup || ' live, ' || autovacuum_count || ' runs'
            from pg_stat_user_tables
            where n_dead_tup > 0
            order by n_dead_tup desc
            limit 5""";

    private static final String STORED = "select count(*) from event";

    private final Connection database;

    SoakSql(Server server) throws IOException, SQLException {
        database = DriverManager.getConnection(server.jdbcUrl("tocsin"));
    }

    record Vacuum(long deadTuples, long runs) {}

    Vacuum vacuum() throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(VACUUM)) {
            rows.next();
            return new Vacuum(rows.getLong(1), rows.getLong(2));
        }
    }

    /** The tables in which most waits for autovacuum, for people. */
    List<String> mostDead() throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(MOST_DEAD)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    long stored() throws SQLException {
        return Ledger.number(database, STORED);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
