package tocsin.sentry;

import java.time.Instant;
import java.util.UUID;

/**
 * How an event reached us: what its JSON cannot say itself.
 *
 * @param at our clock at receipt
 * @param sentAt the sender's clock as it sent; null when it did not say
 * @param clientIp the address of the sender, behind trusted proxies only; may be null
 * @param eventId the id in the envelope's header, which wins over the one in the event; may be null
 * @param sensor the name of the sensor whose key it came with, which becomes a tag; null for other keys
 */
public record Received(Instant at, Instant sentAt, String clientIp, UUID eventId, String sensor) {

    public Received(Instant at, Instant sentAt, String clientIp, UUID eventId) {
        this(at, sentAt, clientIp, eventId, null);
    }

    /** The same of a sender whose address must not be kept. */
    public Received withoutAddress() {
        return new Received(at, sentAt, null, eventId, sensor);
    }

    /** For an event that is read back, or came by a way that tells no more than the time. */
    public static Received at(Instant at) {
        return new Received(at, null, null, null);
    }
}
