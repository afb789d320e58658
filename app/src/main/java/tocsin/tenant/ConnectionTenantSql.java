package tocsin.tenant;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Tells PostgreSQL the tenant whenever a connection is taken from the pool, and forgets it on return, so that row-level
 * security holds for every statement, also for native ones. In a request it also says how long that may take: jobs and
 * commands take the time that they need.
 */
@ApplicationScoped
class ConnectionTenantSql implements AgroalPoolInterceptor {

    /** What a statement of a request has; who waits for it goes away sooner. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Then nobody answers at all, not even that it took too long. */
    private static final Duration SILENCE = PATIENCE.plusSeconds(2);

    /** In milliseconds, as the database's address says; the same for every connection. */
    private volatile int usualSilence;

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            usualSilence = connection.getNetworkTimeout();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask how long the database may be silent", e);
        }
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        var active = Arc.container().requestContext().isActive();
        var current = active ? Arc.container().instance(CurrentTenant.class).get() : null;
        var hurried = active && current.isHurried();
        if (hurried) {
            endAfter(connection, (int) SILENCE.toMillis());
        }
        tell(connection, active ? current.known().orElse("") : "", hurried ? PATIENCE.toMillis() + "ms" : null);
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        tell(connection, "", null);
        endAfter(connection, usualSilence);
    }

    /** @param patience null for what the database was set up with */
    private static void tell(Connection connection, String tenant, String patience) {
        try (var statement = connection.prepareStatement(
                "select set_config('tocsin.tenant', ?, false), set_config('statement_timeout', ?, false)")) {
            statement.setString(1, tenant);
            statement.setString(2, patience);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot tell the database whose data this is", e);
        }
    }

    private static void endAfter(Connection connection, int millis) {
        try {
            connection.setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot say how long the database may be silent", e);
        }
    }
}
