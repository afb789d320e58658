package tocsin.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/**
 * The first line of an envelope. Parts that are absent or make no sense are null: an odd header is no reason to lose
 * what follows.
 *
 * @param dsn the DSN as sent, the only authentication that a tunnel can pass on
 * @param all every header as sent, known or not
 */
public record EnvelopeHeader(
        UUID eventId, String dsn, Instant sentAt, String sdkName, String sdkVersion, ObjectNode all) {

    static EnvelopeHeader of(ObjectNode all) {
        var sdk = all.path("sdk");
        return new EnvelopeHeader(
                EventIds.parse(all.path("event_id").textValue()),
                all.path("dsn").textValue(),
                Timestamps.parse(all.path("sent_at")),
                sdk.path("name").textValue(),
                sdk.path("version").textValue(),
                all);
    }
}
