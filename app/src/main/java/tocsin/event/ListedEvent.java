package tocsin.event;

import java.time.Instant;
import java.util.UUID;
import tocsin.sentry.SentryEvent.Level;

/**
 * An event as far as a list needs it. {@code release} and {@code person} may be null.
 *
 * @param kept whether it stays for good, one of the few of its issue that did when the others went
 */
public record ListedEvent(
        long projectId,
        long issueId,
        UUID id,
        Instant receivedAt,
        Instant occurredAt,
        Level level,
        String platform,
        String environment,
        String release,
        String title,
        String person,
        boolean kept) {

    /** The id as SDKs write it, without hyphens. */
    public String hex() {
        return id.toString().replace("-", "");
    }
}
