package tocsin.outbox;

import java.time.Instant;

/** A delivery whose turn it is. The ids that are missing are null, as in {@link NewDelivery}; an invitation has no project. */
public record Due(
        String tenant,
        long id,
        long project,
        Long forward,
        Long user,
        Long digest,
        Long invitation,
        Kind kind,
        String subject,
        String body,
        byte[] events,
        Instant eventsFrom,
        int attempts,
        Instant queuedAt) {}
