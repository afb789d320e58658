package tocsin.live;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import tocsin.config.ServerRole;
import tocsin.config.Settings;

/**
 * Hears what any process of this installation tells through PostgreSQL: one connection for all streams of this process.
 */
@Startup
@ApplicationScoped
class ListenSql {

    private static final String CHANNEL = "tocsin_issue";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How soon it notices that it should stop. Waiting costs nothing: the socket is read, the server is not asked. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final DataSource database;
    private final Changes changes;
    private final Thread listener;
    private volatile boolean stopping;

    ListenSql(DataSource database, Changes changes, Settings settings) {
        this.database = database;
        this.changes = changes;
        this.listener = Thread.ofPlatform().daemon().name("issue-listener").unstarted(this::listen);
        // Streams are pages' alone.
        if (settings.roles().contains(ServerRole.WEB)) {
            listener.start();
        }
    }

    /** Gives the connection back before the pool closes. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        listener.join(GLANCE.multipliedBy(2));
        listener.interrupt();
    }

    private void listen() {
        while (!stopping) {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                // Whatever happened while nobody listened.
                changes.everything();
                var notified = connection.unwrap(PGConnection.class);
                while (!stopping) {
                    var notifications = notified.getNotifications((int) GLANCE.toMillis());
                    for (var notification : notifications) {
                        changes.heard(notification.getParameter());
                    }
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                if (!stopping) {
                    Log.debugf(e, "The database does not tell of changes; asking again in %s", PATIENCE);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
