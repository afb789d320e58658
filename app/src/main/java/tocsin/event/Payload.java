package tocsin.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tocsin.grouping.Grouped;
import tocsin.grouping.Reason;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/**
 * What lies in the payload column: the event, and why it was grouped as it was.
 *
 * @param raw the event's canonical JSON
 * @param groupingVersion of the algorithm that gave the reasons
 */
public record Payload(JsonNode raw, SentryEvent event, int groupingVersion, List<Reason> reasons) {

    /** Zstandard over one JSON object with {@code event} and {@code grouping}. A new form gets a new number. */
    public static final short FORMAT = 1;

    private static final JsonMapper JSON = new JsonMapper();

    /** The bytes to store, in {@link #FORMAT}. */
    public static byte[] encode(byte[] eventJson, Grouped grouped) {
        var whole = JSON.createObjectNode();
        whole.putRawValue("event", new RawValue(new String(eventJson, java.nio.charset.StandardCharsets.UTF_8)));
        var grouping = whole.putObject("grouping").put("version", grouped.version());
        var reasons = grouping.putArray("reasons");
        for (var reason : grouped.reasons()) {
            reasons.addObject()
                    .put("part", reason.part())
                    .put("detail", reason.detail())
                    .put("contributes", reason.contributes());
        }
        try {
            var plain = JSON.writeValueAsBytes(whole);
            // The one written in Java: the other asks for a shared library, which a native executable does not carry.
            var compressor = new ZstdJavaCompressor();
            var packed = new byte[compressor.maxCompressedLength(plain.length)];
            return Arrays.copyOf(packed, compressor.compress(plain, 0, plain.length, packed, 0, packed.length));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #encode} wrote, now or in an older release. */
    public static Payload decode(int format, byte[] stored, Instant receivedAt) {
        if (format != FORMAT) {
            throw new IllegalArgumentException("Payload format " + format + " is newer than this release");
        }
        try {
            var whole = JSON.readTree(unpacked(stored));
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
                    List.copyOf(reasons));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unpacked(byte[] stored) {
        var decompressor = new ZstdJavaDecompressor();
        var plain = new byte[Math.toIntExact(decompressor.getDecompressedSize(stored, 0, stored.length))];
        decompressor.decompress(stored, 0, stored.length, plain, 0, plain.length);
        return plain;
    }
}
