package tocsin.ops;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** What the database's parts were a moment ago: however many ask, it is looked at about once a second. */
@ApplicationScoped
class Checks {

    private static final Duration WELL = Duration.ofSeconds(1);
    /** Shorter, because somebody is waiting for it to become well. */
    private static final Duration BROKEN = Duration.ofMillis(100);

    /** The parts, and whether one role does everything. */
    record Seen(List<Part> parts, boolean oneRoleOnly) {

        List<Part> broken() {
            return parts.stream().filter(part -> !part.healthy()).toList();
        }
    }

    private final LoadingCache<Boolean, Seen> cache;

    Checks(DatabasePartsSql database) {
        cache = Caffeine.newBuilder()
                .expireAfter(Expiry.<Boolean, Seen>writing(
                        (key, seen) -> seen.broken().isEmpty() ? WELL : BROKEN))
                .build(key -> look(database));
    }

    /** Who asks while somebody looks waits for that look. */
    Seen now() {
        return cache.get(true);
    }

    private static Seen look(DatabasePartsSql database) {
        var parts = database.parts();
        return new Seen(parts, parts.stream().allMatch(Part::healthy) && database.hasOneRoleOnly());
    }
}
