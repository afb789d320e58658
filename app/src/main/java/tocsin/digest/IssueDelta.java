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

    /** A row of one of the tables that hang on an issue. */
    record Row<T>(Ref issue, T part, long quantity, Instant last) {}

    final Ref ref;
    final long project;
    long quantity;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    final Set<Long> persons = new HashSet<>();
    final Map<Hour, Long> hours = new HashMap<>();
    final Map<Tag, Long> tags = new HashMap<>();

    IssueDelta(Ref ref, long project) {
        this.ref = ref;
        this.project = project;
    }

    void add(Accepted.Stored stored) {
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

    void add(IssueDelta more) {
        quantity += more.quantity;
        first = more.first.isBefore(first) ? more.first : first;
        last = more.last.isAfter(last) ? more.last : last;
        persons.addAll(more.persons);
        more.hours.forEach((hour, count) -> hours.merge(hour, count, Long::sum));
        more.tags.forEach((tag, count) -> tags.merge(tag, count, Long::sum));
    }

    /** Bytes of memory that it takes, roughly: a sender may tag each event with a hundred values of its own. */
    long weight() {
        return 300
                + 50L * persons.size()
                + 150L * hours.size()
                + tags.keySet().stream()
                        .mapToLong(tag -> 200 + tag.key().length() + tag.value().length())
                        .sum();
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
