package tocsin.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/**
 * Events of one project were stored.
 *
 * @param events their ids, 16 bytes each
 * @param since when the first of them was received
 */
public record StoredFact(long project, byte[] events, Instant since) {

    /** What is told at once; a batch writes no more into one fact either. */
    private static final int MOST = 100;
    /** The events of one fact are looked for within a day: of several, only those that came close together are. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    public int quantity() {
        return events.length / 16;
    }

    /** The same events in as few facts as they fit into: a busy project has many small batches. */
    public static List<StoredFact> gathered(Collection<StoredFact> facts) {
        var full = new ArrayList<StoredFact>();
        var open = new HashMap<Long, StoredFact>();
        for (var fact : facts) {
            var before = open.get(fact.project);
            if (before != null && before.hasRoomFor(fact)) {
                open.put(fact.project, before.with(fact));
            } else {
                open.put(fact.project, fact);
                if (before != null) {
                    full.add(before);
                }
            }
        }
        full.addAll(open.values());
        return full;
    }

    private boolean hasRoomFor(StoredFact other) {
        return quantity() + other.quantity() <= MOST
                && Duration.between(since, other.since).abs().compareTo(TOGETHER) <= 0;
    }

    private StoredFact with(StoredFact other) {
        var both = Arrays.copyOf(events, events.length + other.events.length);
        System.arraycopy(other.events, 0, both, events.length, other.events.length);
        return new StoredFact(project, both, since.isBefore(other.since) ? since : other.since);
    }
}
