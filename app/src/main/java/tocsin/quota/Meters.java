package tocsin.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import tocsin.sentry.Category;

/** The limits that a process meets. Times are in milliseconds since 1970. */
public final class Meters {

    /** Who sends nothing for so long leaves its share to other processes. */
    private static final long IDLE = 30_000;

    private final Map<Limit, Meter> meters = new ConcurrentHashMap<>();
    private final Leases leases;
    private final Executor aside;

    /** @param aside where shares are fetched while items go on */
    public Meters(Leases leases, Executor aside) {
        this.leases = leases;
        this.aside = aside;
    }

    /** Empty when the item may come in: then it is counted against every limit. Otherwise against none. */
    public Optional<Refusal> take(List<Limit> limits, Category category, long quantity, long now) {
        for (int i = 0; i < limits.size(); i++) {
            var limit = limits.get(i);
            if (limit.holdsFor(category) && !meter(limit).take(limit.units(category, quantity), now)) {
                putBack(limits.subList(0, i), category, quantity);
                return Optional.of(new Refusal(limit, meter(limit).secondsLeft(now)));
            }
        }
        return Optional.empty();
    }

    /**
     * As for one thing, for all that an item counts for: when a limit refuses one category, the others are counted against
     * none either. The first in the map's order that is refused is told.
     */
    public Optional<Refusal> take(List<Limit> limits, Map<Category, Long> quantities, long now) {
        for (var one : quantities.entrySet()) {
            var refusal = take(limits, one.getKey(), one.getValue(), now);
            if (refusal.isPresent()) {
                for (var before : quantities.entrySet()) {
                    if (before.getKey() == one.getKey()) {
                        return refusal;
                    }
                    putBack(limits, before.getKey(), before.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** Empty when at least one more may come in, of which nothing is counted yet. */
    public Optional<Refusal> look(List<Limit> limits, Category category, long now) {
        var refusal = take(limits, category, 1, now);
        if (refusal.isEmpty()) {
            putBack(limits, category, 1);
        }
        return refusal;
    }

    /** Those that are known to be reached. */
    public List<Refusal> reached(List<Limit> limits, long now) {
        if (limits.isEmpty()) {
            return List.of();
        }
        var reached = new ArrayList<Refusal>(1);
        for (var limit : limits) {
            var meter = meters.get(limit);
            var seconds = meter == null ? 0 : meter.emptyFor(now);
            if (seconds > 0) {
                reached.add(new Refusal(limit, seconds));
            }
        }
        return reached;
    }

    /** Forgets limits that nobody meets any more, or that were changed. */
    public void tidy(long now) {
        meters.forEach((limit, meter) -> {
            if (meter.idleSince(now - IDLE) && meters.remove(limit, meter)) {
                meter.giveBack();
            }
        });
    }

    /** Before the process ends. */
    public void giveBack() {
        meters.values().forEach(Meter::giveBack);
    }

    private void putBack(List<Limit> limits, Category category, long quantity) {
        for (var limit : limits) {
            if (limit.holdsFor(category)) {
                meter(limit).putBack(limit.units(category, quantity));
            }
        }
    }

    private Meter meter(Limit limit) {
        return meters.computeIfAbsent(limit, l -> new Meter(l, leases, aside));
    }
}
