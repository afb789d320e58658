package tocsin.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in an issue's events. Clients pass it on and do not look inside. */
public record EventCursor(Instant receivedAt, UUID id) {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public static EventCursor after(ListedEvent event) {
        return new EventCursor(event.receivedAt(), event.id());
    }

    public String text() {
        var plain = ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty for what we did not write. */
    public static Optional<EventCursor> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":");
            if (parts.length != 2) {
                return Optional.empty();
            }
            var at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
            // No event was received before us, and no database has a place for the year 100,000.
            return at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)
                    ? Optional.empty()
                    : Optional.of(new EventCursor(at, UUID.fromString(parts[1])));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
