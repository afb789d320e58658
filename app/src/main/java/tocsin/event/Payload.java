package tocsin.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.grouping.Grouped;
import tocsin.grouping.Reason;
import tocsin.sentry.EventParser;
import tocsin.sentry.EventWriter;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/**
 * What lies in the payload column: the event, and why it was grouped as it was.
 *
 * @param raw the event's canonical JSON
 * @param groupingVersion of the algorithm that gave the reasons
 * @param culprit where it went wrong, as it was found then; null when nobody knew
 */
public record Payload(JsonNode raw, SentryEvent event, int groupingVersion, List<Reason> reasons, String culprit) {

    /**
     * One JSON object with {@code event} and {@code grouping}, compressed by Zstandard with our dictionary; in format 1
     * without. A new form gets a new number.
     */
    public static final short FORMAT = 2;

    private static final JsonMapper JSON = new JsonMapper();

    /** Requests run on threads of their own, so buffers that belong to a thread would never be used again. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    /** The bytes to store, in {@link #FORMAT}. */
    public static byte[] encode(SentryEvent event, Grouped grouped) {
        return Packer.packed(plain -> write(event, grouped, plain));
    }

    /** The JSON that {@link #encode} compresses. */
    public static byte[] json(SentryEvent event, Grouped grouped) {
        var json = new ByteArrayOutputStream();
        write(event, grouped, json);
        return json.toByteArray();
    }

    private static void write(SentryEvent event, Grouped grouped, OutputStream out) {
        try (var json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeFieldName("event");
            EventWriter.write(event, json);
            json.writeObjectFieldStart("grouping");
            json.writeNumberField("version", grouped.version());
            if (grouped.culprit() != null) {
                json.writeStringField("culprit", grouped.culprit());
            }
            json.writeArrayFieldStart("reasons");
            for (var reason : grouped.reasons()) {
                write(reason, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Reason reason, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("part", reason.part());
        json.writeStringField("detail", reason.detail());
        json.writeBooleanField("contributes", reason.contributes());
        json.writeEndObject();
    }

    /** Reads what {@link #encode} wrote, now or in an older release. */
    public static Payload decode(int format, byte[] stored, Instant receivedAt) {
        var dictionary =
                switch (format) {
                    case 1 -> Dictionary.NONE;
                    case 2 -> Dictionary.FIRST;
                    default ->
                        throw new IllegalArgumentException("Payload format " + format + " is newer than this release");
                };
        try {
            var whole = JSON.readTree(dictionary.unpacked(stored));
            var reasons = new ArrayList<Reason>();
            for (var reason : whole.path("grouping").path("reasons")) {
                reasons.add(new Reason(
                        reason.path("part").asText(),
                        reason.path("detail").asText(),
                        reason.path("contributes").asBoolean()));
            }
            var raw = whole.path("event");
            return new Payload(
                    raw,
                    EventParser.parse(raw, Received.at(receivedAt)),
                    whole.path("grouping").path("version").asInt(),
                    List.copyOf(reasons),
                    whole.path("grouping").path("culprit").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
