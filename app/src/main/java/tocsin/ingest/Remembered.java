package tocsin.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tocsin.digest.Busy;

/**
 * What the database knows of those who send, remembered so that it is not asked for each request, and so that who was
 * known goes on sending while it is away. What changes there holds within seconds, in every process.
 */
final class Remembered<K, V> {

    private static final Logger LOG = Logger.getLogger(Remembered.class);

    /** Younger than this, what is remembered is believed. */
    private static final long FRESH = Duration.ofSeconds(5).toNanos();
    /** Short, so that a new project's first event is not refused because somebody tried too early. */
    private static final long FRESH_UNKNOWN = Duration.ofSeconds(1).toNanos();
    /** Up to this age it is asked for anew while the request goes on; above, the request waits. */
    private static final long STALE = Duration.ofSeconds(20).toNanos();
    /** For so long after a failure nobody waits for the database again. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    /** The way to the database. */
    interface Source<K, V> {
        Optional<V> ask(K key) throws SQLException;
    }

    private record Known<V>(Optional<V> value, long since) {

        boolean isFresh(long now) {
            return now - since < (value.isPresent() ? FRESH : FRESH_UNKNOWN);
        }
    }

    private final String what;
    private final Source<K, V> source;
    private final Cache<K, Known<V>> cache =
            Caffeine.newBuilder().maximumSize(100_000).build();
    private final Set<K> asking = ConcurrentHashMap.newKeySet();
    private volatile long failedAt = System.nanoTime() - PAUSE;

    /** @param what names the thing in messages, such as {@code the key} */
    Remembered(String what, Source<K, V> source) {
        this.what = what;
        this.source = source;
    }

    /** Empty when there is no such thing. {@link Busy} when that cannot be told now. */
    Optional<V> find(K key) {
        var known = cache.getIfPresent(key);
        var now = System.nanoTime();
        if (known != null && known.isFresh(now)) {
            return known.value;
        }
        if (known != null && known.value.isPresent()) {
            if (now - failedAt < PAUSE) {
                return known.value;
            }
            if (now - known.since < STALE) {
                refresh(key);
                return known.value;
            }
        }
        if (now - failedAt < PAUSE) {
            throw new Busy(what + " cannot be looked up now");
        }
        try {
            return ask(key);
        } catch (SQLException e) {
            if (known != null && known.value.isPresent()) {
                return known.value;
            }
            throw new Busy(what + " cannot be looked up: " + e.getMessage());
        }
    }

    /** Whether {@link #find} answers without waiting for the database. */
    boolean isAtHand(K key) {
        var known = cache.getIfPresent(key);
        if (known == null) {
            return false;
        }
        var age = System.nanoTime() - known.since;
        return known.value.isPresent() ? age < STALE : age < FRESH_UNKNOWN;
    }

    /** What was told last, however old; empty when nobody asked, or there was no such thing. */
    Optional<V> last(K key) {
        var known = cache.getIfPresent(key);
        return known == null ? Optional.empty() : known.value;
    }

    private void refresh(K key) {
        if (asking.add(key)) {
            Thread.ofVirtual().start(() -> {
                try {
                    ask(key);
                } catch (SQLException e) {
                    LOG.debugf("What was known is believed a while longer: %s", e.getMessage());
                } finally {
                    asking.remove(key);
                }
            });
        }
    }

    private Optional<V> ask(K key) throws SQLException {
        try {
            var value = source.ask(key);
            cache.put(key, new Known<>(value, System.nanoTime()));
            return value;
        } catch (SQLException e) {
            failedAt = System.nanoTime();
            throw e;
        }
    }
}
