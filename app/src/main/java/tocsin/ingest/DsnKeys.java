package tocsin.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tocsin.digest.Busy;

/**
 * DSN keys, remembered so that the database is not asked for each request, and so that who was known goes on sending
 * while the database is away. A key that is disabled stops working within seconds, in every process.
 */
@ApplicationScoped
class DsnKeys {

    private static final Logger LOG = Logger.getLogger(DsnKeys.class);

    /** Younger than this, what is remembered is believed. */
    private static final long FRESH = Duration.ofSeconds(5).toNanos();
    /** Short, so that a new project's first event is not refused because somebody tried too early. */
    private static final long FRESH_UNKNOWN = Duration.ofSeconds(1).toNanos();
    /** Up to this age it is asked for anew while the request goes on; above, the request waits. */
    private static final long STALE = Duration.ofSeconds(20).toNanos();
    /** For so long after a failure nobody waits for the database again. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private record Known(Optional<DsnKey> key, long since) {

        boolean isFresh(long now) {
            return now - since < (key.isPresent() ? FRESH : FRESH_UNKNOWN);
        }
    }

    private final DsnKeySql sql;
    private final Limits limits;
    private final Cache<String, Known> cache =
            Caffeine.newBuilder().maximumSize(100_000).build();
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    private volatile long failedAt = System.nanoTime() - PAUSE;

    DsnKeys(DsnKeySql sql, Limits limits) {
        this.sql = sql;
        this.limits = limits;
    }

    /** Empty when there is no such key. {@link Busy} when that cannot be told now. */
    Optional<DsnKey> find(String publicKey) {
        var known = cache.getIfPresent(publicKey);
        var now = System.nanoTime();
        if (known != null && known.isFresh(now)) {
            return known.key;
        }
        if (known != null && known.key.isPresent()) {
            if (now - failedAt < PAUSE) {
                return known.key;
            }
            if (now - known.since < STALE) {
                refresh(publicKey);
                return known.key;
            }
        }
        if (now - failedAt < PAUSE) {
            throw new Busy("the key cannot be looked up now");
        }
        try {
            return ask(publicKey);
        } catch (SQLException e) {
            if (known != null && known.key.isPresent()) {
                return known.key;
            }
            throw new Busy("the key cannot be looked up: " + e.getMessage());
        }
    }

    /** Whether {@link #find} answers without waiting for the database. */
    boolean isAtHand(String publicKey) {
        var known = cache.getIfPresent(publicKey);
        if (known == null) {
            return false;
        }
        var age = System.nanoTime() - known.since;
        return known.key.isPresent() ? age < STALE : age < FRESH_UNKNOWN;
    }

    private void refresh(String publicKey) {
        if (asking.add(publicKey)) {
            Thread.ofVirtual().start(() -> {
                try {
                    ask(publicKey);
                } catch (SQLException e) {
                    LOG.debugf("A known key is believed a while longer: %s", e.getMessage());
                } finally {
                    asking.remove(publicKey);
                }
            });
        }
    }

    private Optional<DsnKey> ask(String publicKey) throws SQLException {
        try {
            var key = sql.find(publicKey);
            if (key.isPresent()) {
                limits.hold(key.get().id(), sql.limits(key.get()));
            }
            cache.put(publicKey, new Known(key, System.nanoTime()));
            return key;
        } catch (SQLException e) {
            failedAt = System.nanoTime();
            throw e;
        }
    }
}
