package tocsin.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import tocsin.digest.Busy;

/** DSN keys, remembered for seconds: a key that is disabled stops working that much later, in every process. */
@ApplicationScoped
class DsnKeys {

    private static final Duration KNOWN = Duration.ofSeconds(5);
    /** Short, so that a new project's first event is not refused because somebody tried too early. */
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    private final DsnKeySql sql;
    private final Cache<String, Optional<DsnKey>> cache = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfter(Expiry.<String, Optional<DsnKey>>writing((key, found) -> found.isPresent() ? KNOWN : UNKNOWN))
            .build();

    DsnKeys(DsnKeySql sql) {
        this.sql = sql;
    }

    /** Empty when there is no such key. {@link Busy} when that cannot be told now. */
    Optional<DsnKey> find(String publicKey) {
        return cache.get(publicKey, key -> {
            try {
                return sql.find(key);
            } catch (SQLException e) {
                throw new Busy("the key cannot be looked up: " + e.getMessage());
            }
        });
    }
}
