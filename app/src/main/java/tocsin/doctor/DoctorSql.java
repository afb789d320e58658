package tocsin.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import tocsin.event.DiskUse;

/** Asks the database about the whole instance, as the role that serves people. No tenant's data is read. */
record DoctorSql(DataSource database) {

    /** Who asks is told that it was too long, and the database is left alone. */
    private static final String PATIENCE = "set local statement_timeout = '10s'";

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    Backlog backlog() throws SQLException {
        return list(
                        "select * from door_backlog(" + Backlog.MOST + ")",
                        row -> new Backlog(
                                waiting(row, "batches"),
                                waiting(row, "facts"),
                                waiting(row, "late"),
                                waiting(row, "vain")))
                .getFirst();
    }

    Slowness slowness() throws SQLException {
        return new Slowness(
                running(Slowness.RUNNING_SECONDS),
                list(
                        "select * from doctor_statements(" + Slowness.PAST_MILLIS + ", " + Slowness.PAST_CALLS + ", 5)",
                        row -> new Slowness.Past(
                                row.getLong("mean_millis"), row.getLong("calls"), row.getString("query"))));
    }

    /** Both as ourselves and as the schema's owner, because neither may see all where each has a login. */
    List<Slowness.Running> running(int seconds) throws SQLException {
        return list(
                "select * from doctor_own_activity(" + seconds + ") union select * from doctor_activity(" + seconds
                        + ") order by 1 desc limit 5",
                row -> new Slowness.Running(
                        row.getLong("lasts"),
                        row.getString("state"),
                        row.getString("waits_for"),
                        row.getString("query")));
    }

    DiskUse use() throws SQLException {
        var days = new ArrayList<DiskUse.Day>();
        var kept = new ArrayList<Long>();
        list(
                "select day::text, bytes from event_sizes()",
                row -> row.getString(1) == null
                        ? kept.add(row.getLong(2))
                        : days.add(new DiskUse.Day(LocalDate.parse(row.getString(1)), row.getLong(2))));
        return new DiskUse(
                List.copyOf(days), kept.stream().mapToLong(Long::longValue).sum());
    }

    private <T> List<T> list(String sql, Row<T> row) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return list(connection, sql, row);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static <T> List<T> list(Connection connection, String sql, Row<T> row) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            try (var rows = statement.executeQuery(sql)) {
                var list = new ArrayList<T>();
                while (rows.next()) {
                    list.add(row.of(rows));
                }
                return list;
            }
        }
    }

    private static Backlog.Waiting waiting(ResultSet row, String what) throws SQLException {
        return new Backlog.Waiting(row.getLong(what), row.getLong(what + "_seconds"));
    }
}
