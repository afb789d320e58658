package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
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
}
