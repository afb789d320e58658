package tocsin.event;

import java.time.Instant;
import java.util.UUID;
import tocsin.sentry.Feedback;

/** What a person wrote, as it is kept. {@code issue} is that of its event, and null when there is none any more. */
public record WrittenFeedback(UUID id, Instant receivedAt, Long issue, Feedback feedback) {

    public EventCursor cursor() {
        return new EventCursor(receivedAt, id);
    }
}
