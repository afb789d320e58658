package tocsin.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** What the database's parts were a moment ago: however many ask, it is looked at about once a second. */
@ApplicationScoped
public class Checks {

    private static final Duration WELL = Duration.ofSeconds(1);
    /** Shorter, because somebody is waiting for it to become well. */
    private static final Duration BROKEN = Duration.ofMillis(100);

    /** The parts, and whether one role does everything. */
    public record Seen(List<Part> parts, boolean oneRoleOnly) {

        List<Part> broken() {
            return parts.stream().filter(part -> !part.healthy()).toList();
        }
    }

    // Not a loading cache: natively, that one warns that it cannot look into its loader.
    private final Cache<Boolean, Seen> cache;
    private final DatabasePartsSql database;

    Checks(DatabasePartsSql database) {
        this.database = database;
        cache = Caffeine.newBuilder()
                .expireAfter(Expiry.<Boolean, Seen>writing(
                        (key, seen) -> seen.broken().isEmpty() ? WELL : BROKEN))
                .build();
    }

    /** Who asks while somebody looks waits for that look. */
    public Seen now() {
        return cache.get(true, key -> look());
    }

    private Seen look() {
        var parts = database.parts();
        return new Seen(parts, parts.stream().allMatch(Part::healthy) && database.hasOneRoleOnly());
    }
}
