package tocsin.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import tocsin.config.DatabaseAccess;

/** What a database is made of and busy with, as PostgreSQL itself counts it. No row of a table is read. */
record DatabaseStateSql(DatabaseAccess access) {

    private static final int FIRST_WITH_GENERIC_PLANS = 160_000;
    private static final String READ_ONLY = "set transaction read only";
    private static final String PATIENCE = "set local statement_timeout = '10s'";

    /** A table with its indexes, and with those of all its partitions. */
    record Table(String name, long parts, long bytes, long rows, long dead, String vacuumed, String analyzed) {}

    /** A statement without its values. */
    record Statement(String query, long calls, double meanMillis, double totalSeconds, List<String> plan) {}

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Version, size and what else is one value each. */
    List<List<String>> facts() {
        return ask("""
                select * from (values
                    ('version', version()),
                    ('size', pg_size_pretty(pg_database_size(current_database()))),
                    ('connections', (select count(*)::text from pg_stat_activity where datname = current_database())),
                    ('started', pg_postmaster_start_time()::text),
                    ('extensions', (select string_agg(extname || ' ' || extversion, ', ' order by extname)
                                    from pg_extension)),
                    ('cache hits', (select round(100.0 * blks_hit / nullif(blks_hit + blks_read, 0), 1) || ' %'
                                    from pg_stat_database where datname = current_database())),
                    ('deadlocks', (select deadlocks::text from pg_stat_database where datname = current_database())),
                    ('temporary files', (select pg_size_pretty(temp_bytes) from pg_stat_database
                                         where datname = current_database()))) fact(name, value)
                union all
                select name, setting || coalesce(' ' || unit, '') from pg_settings
                where source not in ('default', 'override', 'client')""", row -> List.of(row.getString(1), text(row, 2)));
    }

    /** The largest first. */
    List<Table> tables() {
        return ask(
                """
                select coalesce(pg_partition_root(c.oid), c.oid::regclass)::text as name, count(*) as parts,
                       sum(pg_total_relation_size(c.oid))::bigint as bytes,
                       sum(greatest(0, c.reltuples))::bigint as rows, sum(coalesce(s.n_dead_tup, 0))::bigint as dead,
                       max(greatest(s.last_vacuum, s.last_autovacuum))::timestamp(0)::text as vacuumed,
                       max(greatest(s.last_analyze, s.last_autoanalyze))::timestamp(0)::text as analyzed
                from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
                where c.relkind in ('r', 'm') and c.relnamespace = 'public'::regnamespace
                group by 1 order by bytes desc""",
                row -> new Table(
                        row.getString("name"),
                        row.getLong("parts"),
                        row.getLong("bytes"),
                        row.getLong("rows"),
                        row.getLong("dead"),
                        text(row, "vacuumed"),
                        text(row, "analyzed")));
    }

    /** Those that took most of the time; none where pg_stat_statements is not there. */
    List<Statement> statements() {
        if (!ask("select to_regclass('pg_stat_statements') is not null", row -> row.getBoolean(1))
                .getFirst()) {
            return List.of();
        }
        return ask(
                """
                select s.query, s.calls, s.mean_exec_time, s.total_exec_time / 1000 as seconds
                from pg_stat_statements s join pg_database d on d.oid = s.dbid
                where d.datname = current_database() and s.query ~* '^\\s*(with|select|insert|update|delete)\\s'
                order by s.total_exec_time desc limit 15""",
                row -> new Statement(
                        row.getString("query"),
                        row.getLong("calls"),
                        row.getDouble("mean_exec_time"),
                        row.getDouble("seconds"),
                        plan(row.getString("query"))));
    }

    /** As PostgreSQL would carry it out for values that it does not know; it is not carried out. */
    List<String> plan(String query) {
        // One statement alone is explained, and never carried out.
        if (query.contains(";")) {
            return List.of("no plan: more than one statement");
        }
        try (var connection = connect()) {
            if (connection.getMetaData().getDatabaseMajorVersion() * 10_000 < FIRST_WITH_GENERIC_PLANS) {
                return List.of("no plan: PostgreSQL makes plans without values since 16");
            }
            return list(connection, "explain (generic_plan) " + query, row -> row.getString(1));
        } catch (SQLException e) {
            return List.of("no plan: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private <T> List<T> ask(String sql, Row<T> row) {
        try (var connection = connect()) {
            return list(connection, sql, row);
        } catch (SQLException e) {
            throw new CommandRefused("The database " + access.url() + " says: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        var source = (PGSimpleDataSource) new DatabaseSql(access.url()).dataSource();
        // Statements of others are shown with $1 in them, which are not ours to fill in.
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        return source.getConnection();
    }

    private static <T> List<T> list(Connection connection, String sql, Row<T> row) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(READ_ONLY);
            statement.execute(PATIENCE);
            try (var rows = statement.executeQuery(sql)) {
                var list = new ArrayList<T>();
                while (rows.next()) {
                    list.add(row.of(rows));
                }
                return list;
            }
        } finally {
            connection.rollback();
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }
}
