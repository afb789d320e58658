package tocsin.regroup;

import java.time.Instant;
import java.util.List;
import tocsin.event.PersonHash;

/** What stays with an issue that is taken apart, as far as its events were looked through. */
final class Stay {

    final long move;
    long events;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    final Crowd persons = new Crowd();
    /** The last event that was looked at; null before the first. */
    MovingEvent at;

    Stay(long move) {
        this.move = move;
    }

    void look(List<MovingEvent> seen) {
        for (var event : seen) {
            if (!event.goes()) {
                events++;
                first = event.occurredAt().isBefore(first) ? event.occurredAt() : first;
                last = event.occurredAt().isAfter(last) ? event.occurredAt() : last;
                if (event.person() != null) {
                    persons.add(PersonHash.of(event.person()));
                }
            }
        }
        at = seen.getLast();
    }
}
