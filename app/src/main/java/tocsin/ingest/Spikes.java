package tocsin.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import tocsin.quota.Level;
import tocsin.quota.Limit;
import tocsin.quota.Window;
import tocsin.sentry.Category;

/**
 * Damps what is far above a project's usual: a program that fails in a loop must not fill the disk by morning. The usual
 * is learnt, so nobody has to guess it.
 */
final class Spikes {

    private static final long TIMES = 10;
    /** Below this an hour is never damped, however quiet the project is. */
    private static final long LEAST = 1_000;

    private final Cache<Long, Optional<Limit>> known = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** What holds for the project now, if its usual is known. */
    Optional<Limit> of(Connection connection, String tenant, long project) throws SQLException {
        var limit = known.getIfPresent(project);
        if (limit == null) {
            var usual = SpikeSql.usual(connection, tenant, project);
            limit = usual.isEmpty() ? Optional.empty() : Optional.of(limit(tenant, project, usual.getAsLong()));
            known.put(project, limit);
        }
        return limit;
    }

    static Limit limit(String tenant, long project, long usual) {
        return new Limit(
                Limit.Kind.SPIKE,
                tenant,
                project,
                Level.PROJECT,
                Category.ERROR,
                Math.max(LEAST, TIMES * usual),
                Window.HOUR);
    }
}
