package tocsin.forward;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import tocsin.event.EventSql;
import tocsin.event.StoredEvent;
import tocsin.outbox.Due;

/** The events of a delivery in parts that fit into memory, also while many targets get theirs and all events are large. */
@ApplicationScoped
class EventParts {

    private static final int EVENTS = 10;
    /** A part that has so many is not added to. */
    private static final int CHARACTERS = 256 * 1_024;
    /** Deliveries whose events are unpacked at the same time, however many are sent. */
    private static final int UNPACKING = 4;

    private final EventSql events;
    private final Messages messages;
    private final Semaphore unpacking = new Semaphore(UNPACKING);

    EventParts(EventSql events, Messages messages) {
        this.events = events;
        this.messages = messages;
    }

    static SequencedSet<UUID> ids(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var ids = new LinkedHashSet<UUID>();
        while (buffer.hasRemaining()) {
            ids.add(new UUID(buffer.getLong(), buffer.getLong()));
        }
        return ids;
    }

    /** The next of those that are left, which they are no longer; none when the target wants none of them. */
    List<Message> next(Due due, Target target, SequencedSet<UUID> left) {
        var asked = left.stream().limit(EVENTS).toList();
        var part = new Part(target, messages);
        unpacking.acquireUninterruptibly();
        try {
            events.each(due.tenant(), due.project(), asked, due.eventsFrom(), part::add);
        } finally {
            unpacking.release();
        }
        // When there was room for all, those that did not come are gone.
        left.removeAll(part.isFull() ? part.seen : asked);
        return part.found;
    }

    private record Part(Target target, Messages messages, HashSet<UUID> seen, ArrayList<Message> found) {

        Part(Target target, Messages messages) {
            this(target, messages, new HashSet<>(), new ArrayList<>());
        }

        /** Whether there is room for another. */
        boolean add(StoredEvent stored) {
            seen.add(stored.head().id());
            if (target.wants(stored.head().level(), List.of(stored.head().environment()))) {
                found.add(messages.of(stored));
            }
            return !isFull();
        }

        boolean isFull() {
            return found.stream().mapToInt(message -> message.json().length()).sum() >= CHARACTERS;
        }
    }
}
