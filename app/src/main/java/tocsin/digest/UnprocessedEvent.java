package tocsin.digest;

import java.time.Instant;
import java.util.UUID;

/** An event kept as it came, as a list shows it; {@code bytes} is its size. */
public record UnprocessedEvent(long id, UUID eventId, Instant receivedAt, String error, long bytes) {}
