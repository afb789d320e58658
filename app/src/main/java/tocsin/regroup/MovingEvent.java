package tocsin.regroup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tocsin.sentry.SentryEvent.Tag;

/**
 * An event of an issue that is taken apart.
 *
 * @param home the issue that it was in before a merge; null when it was in none
 * @param person null when nobody is known
 * @param tags as they were counted; only of those that go
 */
record MovingEvent(
        UUID id,
        Instant receivedAt,
        Instant occurredAt,
        String environment,
        String person,
        Long home,
        boolean goes,
        List<Tag> tags) {}
