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

    void create(LocalDate from, int days) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select event_partition_create(?::date + ahead) from generate_series(0, ?) as ahead")) {
            statement.setString(1, from.toString());
            statement.setInt(2, days);
            statement.execute();
        }
    }
}
