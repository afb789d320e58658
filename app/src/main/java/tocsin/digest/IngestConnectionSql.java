package tocsin.digest;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Prepares each connection that writes batches.
 *
 * <p>On a platform with a single database role, the role that writes batches is the schema's owner, whom only an open door
 * lets past the policies. For the ingest writer proper the setting means nothing.
 *
 * <p>All that is looked for is found by a key. PostgreSQL, which keeps the plan that it made when a day's table was empty,
 * would go on reading the whole of it: after ten thousand events, two thirds of its time.
 */
@ApplicationScoped
@DataSource("ingest")
class IngestConnectionSql implements AgroalPoolInterceptor {

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            openDoor(connection);
            findByKey(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot prepare a connection that writes events", e);
        }
    }

    private static void findByKey(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
        }
    }

    static void openDoor(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select set_config('tocsin.door', 'open', false)");
        }
    }
}
