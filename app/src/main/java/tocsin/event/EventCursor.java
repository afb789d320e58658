package tocsin.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in an issue's events. Clients pass it on and do not look inside. */
public record EventCursor(Instant receivedAt, UUID id) {

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
            return parts.length == 2
                    ? Optional.of(new EventCursor(
                            Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
