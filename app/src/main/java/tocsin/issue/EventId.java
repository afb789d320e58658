package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tocsin.account.Access;
import tocsin.config.Settings;
import tocsin.event.EventSql;
import tocsin.event.StoredEvent;
import tocsin.web.Words;

/**
 * Finds the event of an issue that an address means: {@code newest}, {@code oldest}, its id in either form, or the first
 * since a second: {@code at-1763712000}.
 */
@ApplicationScoped
class EventId {

    /** Before a second since 1970. */
    static final String SINCE = "at-";

    private final Access access;
    private final EventSql events;
    private final int daysKept;

    EventId(Access access, EventSql events, Settings settings) {
        this.access = access;
        this.events = events;
        this.daysKept = settings.eventRetentionDays();
    }

    StoredEvent get(Issue issue, String text) {
        return known(issue, text).orElseThrow(NotFoundException::new);
    }

    /** Why there is no such event: it is past its time, as far as one can still tell, or it never was. */
    ClientErrorException missing(Issue issue, String text) {
        var dropped = issue.firstSeen.isBefore(Instant.now().minus(Duration.ofDays(daysKept)))
                || events.isAnyDayGoneSince(access.tenant(), issue.firstSeen);
        if (dropped && (text.equals("oldest") || parse(text).isPresent())) {
            return new ClientErrorException(
                    "Events are kept " + Words.of(daysKept, "day", "days")
                            + " or as long as the disk has room for them, but for a few of each issue. This one is gone."
                            + " Its issue is still there, with all that was counted.",
                    Response.Status.GONE);
        }
        return new NotFoundException();
    }

    /** Empty also for the newest of an issue whose events are all past their time. */
    Optional<StoredEvent> known(Issue issue, String text) {
        return switch (text) {
            case "newest", "latest" -> events.newest(access.tenant(), issue.id);
            case "oldest" -> events.oldest(access.tenant(), issue.id);
            default -> text.startsWith(SINCE) ? since(issue, text.substring(SINCE.length())) : byId(issue, text);
        };
    }

    private Optional<StoredEvent> since(Issue issue, String second) {
        if (!second.matches("\\d{1,11}")) {
            return Optional.empty();
        }
        var at = Instant.ofEpochSecond(Long.parseLong(second));
        return events.since(access.tenant(), issue.id, at).or(() -> events.newest(access.tenant(), issue.id));
    }

    private Optional<StoredEvent> byId(Issue issue, String text) {
        return parse(text)
                .flatMap(id -> events.byId(access.tenant(), issue.projectId, id))
                .filter(event -> event.head().issueId() == issue.id);
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
