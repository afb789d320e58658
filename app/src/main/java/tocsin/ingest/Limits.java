package tocsin.ingest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tocsin.digest.Origin;
import tocsin.quota.Leases;
import tocsin.quota.Limit;
import tocsin.quota.Meters;
import tocsin.quota.Refusal;
import tocsin.sentry.Category;

/** Who may still send what: a look into memory for each item, and for senders without limits not even that. */
@ApplicationScoped
class Limits {

    /** By key; only those that have any. */
    private final Map<Long, List<Limit>> limits = new ConcurrentHashMap<>();

    private final Meters meters;
    private final Clock clock = Clock.systemUTC();

    Limits(Leases leases) {
        meters = new Meters(leases, Thread::startVirtualThread);
    }

    /** What holds for a key from now on. */
    void hold(long key, List<Limit> now) {
        if (now.isEmpty()) {
            limits.remove(key);
        } else {
            limits.put(key, now);
        }
    }

    /** Empty when it may come in; it is counted then. */
    Optional<Refusal> take(Origin origin, Category category, long quantity) {
        var held = limits.getOrDefault(origin.key(), List.of());
        return held.isEmpty() ? Optional.empty() : meters.take(held, category, quantity, clock.millis());
    }

    /** As for one thing, for all that an item counts for: all of it, or nothing. */
    Optional<Refusal> take(Origin origin, Map<Category, Long> quantities) {
        var held = limits.get(origin.key());
        return held == null ? Optional.empty() : meters.take(held, quantities, clock.millis());
    }

    /** Empty when one more may come in; nothing is counted. */
    Optional<Refusal> look(Origin origin, Category category) {
        var held = limits.get(origin.key());
        return held == null ? Optional.empty() : meters.look(held, category, clock.millis());
    }

    /** Those that are reached, whatever was just sent. */
    List<Refusal> reached(Origin origin) {
        var held = limits.getOrDefault(origin.key(), List.of());
        return held.isEmpty() ? List.of() : meters.reached(held, clock.millis());
    }

    /** For a request of which something was refused: that, and what is reached besides. */
    OverLimit over(Origin origin, List<Refusal> refusals) {
        var all = new ArrayList<>(refusals);
        reached(origin).stream()
                .filter(other -> refusals.stream().noneMatch(one -> one.limit().equals(other.limit())))
                .forEach(all::add);
        return new OverLimit(all);
    }

    @Scheduled(every = "10s", identity = "idle-limits")
    void tidy() {
        meters.tidy(clock.millis());
    }

    /** Before the database's connections are closed. */
    void stop(@Observes @Priority(100) ShutdownEvent event) {
        meters.giveBack();
    }
}
