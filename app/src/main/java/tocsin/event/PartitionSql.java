package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The daily leaves of the events' table, made by a function of the schema's owner. They belong to no tenant. */
@ApplicationScoped
class PartitionSql {

    private final DataSource database;

    PartitionSql(DataSource database) {
        this.database = database;
    }

    /** From the day before, where repetitions of events are looked for. */
    void create(LocalDate today, int ahead) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select event_partition_create(?::date + ahead) from generate_series(-1, ?) as ahead")) {
            statement.setString(1, today.toString());
            statement.setInt(2, ahead);
            statement.execute();
        }
    }

    /**
     * Drops the leaves of all days before this one, and answers which. A leaf that somebody reads for long is left for the
     * next time: whoever waits for it makes everybody else wait behind.
     */
    List<LocalDate> dropBefore(LocalDate oldest) throws SQLException {
        try (var connection = database.getConnection()) {
            var dropped = new ArrayList<LocalDate>();
            for (var day : before(connection, oldest)) {
                try (var statement = connection.prepareStatement(
                        "select set_config('lock_timeout', '2s', true), event_partition_drop(?::date)")) {
                    statement.setString(1, day.toString());
                    statement.execute();
                    dropped.add(day);
                }
            }
            return dropped;
        }
    }

    private static List<LocalDate> before(Connection connection, LocalDate oldest) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select day::text from event_partitions() day where day < ?::date order by day")) {
            statement.setString(1, oldest.toString());
            try (var rows = statement.executeQuery()) {
                var days = new ArrayList<LocalDate>();
                while (rows.next()) {
                    days.add(LocalDate.parse(rows.getString(1)));
                }
                return days;
            }
        }
    }
}
