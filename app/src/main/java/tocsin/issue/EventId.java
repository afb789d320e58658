package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;
import java.util.UUID;
import tocsin.account.Access;
import tocsin.event.EventSql;
import tocsin.event.StoredEvent;

/** Finds the event of an issue that an address means: {@code newest}, {@code oldest}, or its id in either form. */
@ApplicationScoped
class EventId {

    private final Access access;
    private final EventSql events;

    EventId(Access access, EventSql events) {
        this.access = access;
        this.events = events;
    }

    StoredEvent get(Issue issue, String text) {
        return known(issue, text).orElseThrow(NotFoundException::new);
    }

    /** Empty also for the newest of an issue whose events are all past their time. */
    Optional<StoredEvent> known(Issue issue, String text) {
        return switch (text) {
            case "newest", "latest" -> events.newest(access.tenant(), issue.id);
            case "oldest" -> events.oldest(access.tenant(), issue.id);
            default ->
                parse(text)
                        .flatMap(id -> events.byId(access.tenant(), issue.projectId, id))
                        .filter(event -> event.head().issueId() == issue.id);
        };
    }

    static Optional<UUID> parse(String text) {
        var hex = text.replace("-", "");
        if (!hex.matches("[0-9a-fA-F]{32}")) {
            return Optional.empty();
        }
        return Optional.of(new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16)));
    }
}
