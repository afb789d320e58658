package tocsin.ingest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** When sensors were seen last: remembered for each request, written once a minute for all of them together. */
@ApplicationScoped
class Sightings {

    private static final Logger LOG = Logger.getLogger(Sightings.class);

    record Sensor(String tenant, long id) {}

    private final Map<Sensor, Instant> seen = new ConcurrentHashMap<>();
    private final SensorSql sql;
    private final Clock clock = Clock.systemUTC();

    Sightings(SensorSql sql) {
        this.sql = sql;
    }

    void saw(String tenant, long sensor) {
        seen.put(new Sensor(tenant, sensor), clock.instant());
    }

    @Scheduled(every = "1m", identity = "sensor-sightings")
    synchronized void write() {
        var now = new HashMap<Sensor, Instant>();
        seen.forEach((sensor, at) -> {
            if (seen.remove(sensor, at)) {
                now.put(sensor, at);
            }
        });
        if (now.isEmpty()) {
            return;
        }
        try {
            sql.seen(now);
        } catch (SQLException e) {
            LOG.debugf("When sensors were seen is written a minute later: %s", e.getMessage());
            now.forEach(seen::putIfAbsent);
        }
    }

    /** Before the database's connections are closed. */
    void stop(@Observes @Priority(100) ShutdownEvent event) {
        write();
    }
}
