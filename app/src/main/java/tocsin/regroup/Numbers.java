package tocsin.regroup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tocsin.event.PersonHash;
import tocsin.sentry.SentryEvent.Tag;

/** What some events count for their issue. */
final class Numbers {

    private static final JsonMapper JSON = new JsonMapper();

    private record Hour(Instant hour, String environment) {}

    private static final class Sum {
        long quantity;
        Instant last = Instant.EPOCH;
    }

    long events;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    final Set<Long> persons = new HashSet<>();
    private final Map<Hour, Long> hours = new HashMap<>();
    private final Map<Tag, Sum> tags = new HashMap<>();

    void add(MovingEvent event) {
        events++;
        first = event.occurredAt().isBefore(first) ? event.occurredAt() : first;
        last = event.occurredAt().isAfter(last) ? event.occurredAt() : last;
        hours.merge(new Hour(event.occurredAt().truncatedTo(ChronoUnit.HOURS), event.environment()), 1L, Long::sum);
        if (event.person() != null) {
            persons.add(PersonHash.of(event.person()));
        }
        for (var tag : event.tags()) {
            var sum = tags.computeIfAbsent(tag, t -> new Sum());
            sum.quantity++;
            sum.last = event.occurredAt().isAfter(sum.last) ? event.occurredAt() : sum.last;
        }
    }

    /** Rows for the database, which reads JSON faster than we could send them one by one. */
    String hourRows() {
        var rows = JSON.createArrayNode();
        hours.forEach((hour, quantity) -> rows.addObject()
                .put("hour", hour.hour().toString())
                .put("environment", hour.environment())
                .put("quantity", quantity));
        return rows.toString();
    }

    String tagRows() {
        var rows = JSON.createArrayNode();
        tags.forEach((tag, sum) -> rows.addObject()
                .put("key", tag.key())
                .put("value", tag.value())
                .put("quantity", sum.quantity)
                .put("last_seen", sum.last.toString()));
        return rows.toString();
    }
}
