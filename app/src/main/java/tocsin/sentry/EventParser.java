package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Makes a normalised event of whatever an SDK sent. A field that makes no sense becomes null and an entry in
 * {@link SentryEvent#errors()}; what is too long is trimmed with a remark in {@link SentryEvent#meta()}. The only thing
 * it refuses, with {@link MalformedEvent}, is what is no JSON object.
 */
public final class EventParser {

    private EventParser() {}

    /** Reads an event as it came, or as {@link EventWriter} wrote it. */
    public static SentryEvent parse(byte[] json, Received received) {
        return parse(JsonText.read(json), received);
    }

    /** The same for JSON that has been read already. */
    public static SentryEvent parse(JsonNode json, Received received) {
        throw new UnsupportedOperationException("lands next");
    }
}
