package tocsin.digest;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * On a platform with a single database role, the role that writes batches is the schema's owner, whom only an open door
 * lets past the policies. For the ingest writer proper the setting means nothing.
 */
@ApplicationScoped
@DataSource("ingest")
class IngestConnectionSql implements AgroalPoolInterceptor {

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            openDoor(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot prepare a connection that writes events", e);
        }
    }

    static void openDoor(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select set_config('tocsin.door', 'open', false)");
        }
    }
}
