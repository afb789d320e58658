package tocsin.tenant;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells PostgreSQL the tenant whenever a connection is taken from the pool, and forgets it on return, so that row-level
 * security holds for every statement, also for native ones.
 */
@ApplicationScoped
class ConnectionTenantSql implements AgroalPoolInterceptor {

    @Override
    public void onConnectionAcquire(Connection connection) {
        tell(
                connection,
                Arc.container().requestContext().isActive()
                        ? Arc.container()
                                .instance(CurrentTenant.class)
                                .get()
                                .known()
                                .orElse("")
                        : "");
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        tell(connection, "");
    }

    private static void tell(Connection connection, String tenant) {
        try (var statement = connection.prepareStatement("select set_config('tocsin.tenant', ?, false)")) {
            statement.setString(1, tenant);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot tell the database whose data this is", e);
        }
    }
}
