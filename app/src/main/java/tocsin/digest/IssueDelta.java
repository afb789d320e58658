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
import tocsin.event.PersonHash;
import tocsin.sentry.SentryEvent.Tag;

/** What is added to one issue. */
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

    /** Counts in place: sums that live for seconds would otherwise point at a new number after each batch. */
    static final class Count {

        long quantity;

        /** @return whether the part is new */
        static <T> boolean add(Map<T, Count> counts, T part, long more) {
            var count = counts.get(part);
            var isNew = count == null;
            if (isNew) {
                count = new Count();
                counts.put(part, count);
            }
            count.quantity += more;
            return isNew;
        }
    }

    /** A row of one of the tables that hang on an issue. */
    record Row<T>(Ref issue, T part, long quantity, Instant last) {}

    final Ref ref;
    final long project;
    long quantity;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    final Set<Long> persons = new HashSet<>();
    final Map<Hour, Count> hours = new HashMap<>();
    final Map<Tag, Count> tags = new HashMap<>();

    IssueDelta(Ref ref, long project) {
        this.ref = ref;
        this.project = project;
    }

    void add(Accepted.Stored stored) {
        var event = stored.event();
        quantity++;
        first = event.timestamp().isBefore(first) ? event.timestamp() : first;
        last = event.timestamp().isAfter(last) ? event.timestamp() : last;
        Count.add(hours, new Hour(event.timestamp().truncatedTo(ChronoUnit.HOURS), event.environment()), 1);
        stored.tags().forEach(tag -> Count.add(tags, tag, 1));
        var identity = event.user() == null ? null : event.user().identity();
        if (identity != null) {
            persons.add(PersonHash.of(identity));
        }
    }

    /** @return by how many bytes of memory this has grown, roughly: a sender may tag each event with values of its own */
    long add(IssueDelta more) {
        quantity += more.quantity;
        first = more.first.isBefore(first) ? more.first : first;
        last = more.last.isAfter(last) ? more.last : last;
        var before = 50L * persons.size() + 150L * hours.size();
        persons.addAll(more.persons);
        more.hours.forEach((hour, count) -> Count.add(hours, hour, count.quantity));
        var grown = 50L * persons.size() + 150L * hours.size() - before;
        for (var entry : more.tags.entrySet()) {
            var tag = entry.getKey();
            if (Count.add(tags, tag, entry.getValue().quantity)) {
                grown += 200 + tag.key().length() + tag.value().length();
            }
        }
        return grown;
    }

    /** Of all tables, that counting this touches. */
    int rows() {
        return 1 + persons.size() + hours.size() + tags.size();
    }

    static List<Row<Hour>> hours(Collection<IssueDelta> deltas) {
        var rows = new ArrayList<Row<Hour>>();
        deltas.forEach(delta ->
                delta.hours.forEach((hour, count) -> rows.add(new Row<>(delta.ref, hour, count.quantity, delta.last))));
        return rows;
    }

    static List<Row<Tag>> tags(Collection<IssueDelta> deltas) {
        var rows = new ArrayList<Row<Tag>>();
        deltas.forEach(delta ->
                delta.tags.forEach((tag, count) -> rows.add(new Row<>(delta.ref, tag, count.quantity, delta.last))));
        return rows;
    }
}
