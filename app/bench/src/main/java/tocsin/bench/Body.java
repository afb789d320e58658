package tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * An event that can be sent any number of times, each time with its own id and time, without being compressed again: the
 * lines that change go into the gzip stream as a stored block, the rest follows as it was deflated once.
 */
final class Body {

    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final byte[] rest;
    private final byte[] deflated;

    /** @param json an event without id and time, as one JSON object */
    Body(byte[] json) {
        rest = new byte[json.length];
        System.arraycopy(json, 1, rest, 0, json.length - 1);
        rest[json.length - 1] = '\n';
        deflated = deflate(rest);
    }

    private Body(Body event, byte[] item) {
        rest = ByteBuffer.allocate(event.rest.length + item.length)
                .put(event.rest)
                .put(item)
                .array();
        deflated = deflate(rest);
    }

    /** The same with a text file beside the event, of so many bytes. */
    Body withFile(int bytes) {
        var item = "{\"type\":\"attachment\",\"length\":%d,\"filename\":\"log.txt\"}\n%s\n"
                .formatted(bytes, "x".repeat(bytes));
        return new Body(this, item.getBytes(US_ASCII));
    }

    /** Bytes of JSON, and of a file, as the server sees them after decompression. */
    int size() {
        return rest.length;
    }

    /** The compressed envelope of one more event. */
    byte[] envelope(String eventId, Instant now) {
        return envelope(head(eventId, now));
    }

    /** The same, of an event that says which issue it belongs to. */
    byte[] envelope(String eventId, Instant now, String fingerprint) {
        var fields = "\"fingerprint\":[\"%s\"],".formatted(fingerprint).getBytes(US_ASCII);
        var head = head(eventId, now);
        return envelope(ByteBuffer.allocate(head.length + fields.length)
                .put(head)
                .put(fields)
                .array());
    }

    private byte[] envelope(byte[] head) {
        var checksum = new CRC32();
        checksum.update(head);
        checksum.update(rest);
        return ByteBuffer.allocate(GZIP_HEADER.length + 5 + head.length + deflated.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(GZIP_HEADER)
                .put((byte) 0)
                .putShort((short) head.length)
                .putShort((short) ~head.length)
                .put(head)
                .put(deflated)
                .putInt((int) checksum.getValue())
                .putInt(head.length + rest.length)
                .array();
    }

    /** The same, not compressed. */
    byte[] plainEnvelope(String eventId, Instant now) {
        var head = head(eventId, now);
        return ByteBuffer.allocate(head.length + rest.length)
                .put(head)
                .put(rest)
                .array();
    }

    private static byte[] head(String eventId, Instant now) {
        var time = now.truncatedTo(ChronoUnit.MILLIS).toString();
        return """
                {"event_id":"%s","sent_at":"%s"}
                {"type":"event","content_type":"application/json"}
                {"event_id":"%s","timestamp":"%s",""".formatted(eventId, time, eventId, time).getBytes(US_ASCII);
    }

    @Override
    public String toString() {
        return new String(rest, UTF_8);
    }

    private static byte[] deflate(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(6, true);
        try (var stream = new DeflaterOutputStream(out, deflater)) {
            stream.write(bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
