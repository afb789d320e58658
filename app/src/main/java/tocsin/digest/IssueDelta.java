package tocsin.digest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tocsin.sentry.SentryEvent.Tag;

/** What one batch adds to one issue. */
final class IssueDelta {

    record Ref(String tenant, long issue) implements Comparable<Ref> {

        private static final Comparator<Ref> ORDER =
                Comparator.comparing(Ref::tenant).thenComparingLong(Ref::issue);

        @Override
        public int compareTo(Ref other) {
            return ORDER.compare(this, other);
        }
    }

    record Hour(Instant hour, String environment) {}

    /** A row of one of the tables that hang on an issue. */
    record Row<T>(Ref issue, T part, long quantity, Instant last) {}

    final Ref ref;
    final long project;
    long quantity;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    final Set<Long> persons = new HashSet<>();
    private final Map<Hour, Long> hours = new HashMap<>();
    private final Map<Tag, Long> tags = new HashMap<>();

    private IssueDelta(Ref ref, long project) {
        this.ref = ref;
        this.project = project;
    }

    /** In the order of (tenant, issue), in which every process locks. */
    static Collection<IssueDelta> of(List<Batch.Entry> events, Map<Batch.Entry, Long> issues) {
        var deltas = new TreeMap<Ref, IssueDelta>();
        for (var entry : events) {
            var ref = new Ref(entry.origin().tenant(), issues.get(entry));
            deltas.computeIfAbsent(ref, r -> new IssueDelta(r, entry.origin().project()))
                    .add(entry.stored());
        }
        return deltas.values();
    }

    private void add(Accepted.Stored stored) {
        var event = stored.event();
        quantity++;
        first = event.timestamp().isBefore(first) ? event.timestamp() : first;
        last = event.timestamp().isAfter(last) ? event.timestamp() : last;
        hours.merge(new Hour(event.timestamp().truncatedTo(ChronoUnit.HOURS), event.environment()), 1L, Long::sum);
        stored.tags().forEach(tag -> tags.merge(tag, 1L, Long::sum));
        var identity = event.user() == null ? null : event.user().identity();
        if (identity != null) {
            persons.add(PersonHash.of(identity));
        }
    }

    static List<Row<Hour>> hours(Collection<IssueDelta> deltas) {
        var rows = new ArrayList<Row<Hour>>();
        deltas.forEach(delta ->
                delta.hours.forEach((hour, quantity) -> rows.add(new Row<>(delta.ref, hour, quantity, delta.last))));
        return rows;
    }

    static List<Row<Tag>> tags(Collection<IssueDelta> deltas) {
        var rows = new ArrayList<Row<Tag>>();
        deltas.forEach(delta ->
                delta.tags.forEach((tag, quantity) -> rows.add(new Row<>(delta.ref, tag, quantity, delta.last))));
        return rows;
    }
}
