package tocsin.sentry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Reads an envelope's lines and counted payloads, keeping only what it is asked to keep. Its buffer is as large as nearly
 * all events, which are copied out of it once, and serves one envelope after the other.
 */
final class WireReader implements AutoCloseable {

    private static final int BUFFER = 32 * 1024;

    private static final ArrayBlockingQueue<byte[]> IDLE =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    /** A payload that was read past; {@code bytes} is null when it was more than wanted. */
    record Payload(long size, byte[] bytes) {}

    private final InputStream in;
    private byte[] buffer;
    private int position;
    private int end;

    WireReader(InputStream in) {
        this.in = in;
        var idle = IDLE.poll();
        this.buffer = idle == null ? new byte[BUFFER] : idle;
    }

    /** Nothing can be read after that. */
    @Override
    public void close() {
        if (buffer != null) {
            IDLE.offer(buffer);
            buffer = null;
        }
    }

    /** The bytes up to the next newline or the end; null when there is nothing more. */
    byte[] line(int max) throws IOException {
        if (!more()) {
            return null;
        }
        var line = untilNewline(max);
        if (line.bytes == null) {
            throw new MalformedEnvelope("a header is longer than " + max + " bytes");
        }
        return line.bytes;
    }

    /** Everything up to the next newline or the end. */
    Payload untilNewline(int keep) throws IOException {
        var within = newline();
        if (within < end) {
            var size = within - position;
            var bytes = size <= keep ? Arrays.copyOfRange(buffer, position, within) : null;
            position = within + 1;
            return new Payload(size, bytes);
        }
        var kept = new ByteArrayOutputStream(keep == 0 ? 0 : 2 * buffer.length);
        var size = 0L;
        while (more()) {
            var newline = newline();
            size += newline - position;
            collect(kept, size, newline - position, keep);
            position = newline;
            if (newline < end) {
                position++;
                break;
            }
        }
        return new Payload(size, size <= keep ? kept.toByteArray() : null);
    }

    /** Exactly as many bytes as the header promised, and the newline (or the end) that must follow. */
    Payload exactly(long length, int keep) throws IOException {
        // Grows with what really comes: the length is only a claim
        var kept = new ByteArrayOutputStream((int) Math.min(length <= keep ? length : 0, 2 * buffer.length));
        var missing = length;
        while (missing > 0) {
            if (!more()) {
                throw new MalformedEnvelope("the body ends " + missing + " bytes before the item's length");
            }
            var step = (int) Math.min(missing, end - position);
            collect(kept, length, step, keep);
            position += step;
            missing -= step;
        }
        if (more() && buffer[position++] != '\n') {
            throw new MalformedEnvelope("no newline after an item's payload of " + length + " bytes");
        }
        return new Payload(length, length <= keep ? kept.toByteArray() : null);
    }

    /** Where the next newline is; the end of what has been read when there is none. */
    private int newline() {
        var newline = position;
        while (newline < end && buffer[newline] != '\n') {
            newline++;
        }
        return newline;
    }

    /** Passes a payload on as it comes: so many bytes and the newline that must follow, or up to the next newline. */
    void pour(Long length, OutputStream into) throws IOException {
        if (length == null) {
            while (more()) {
                var newline = newline();
                into.write(buffer, position, newline - position);
                position = newline;
                if (newline < end) {
                    position++;
                    return;
                }
            }
            return;
        }
        var missing = length;
        while (missing > 0) {
            if (!more()) {
                throw new MalformedEnvelope("the body ends " + missing + " bytes before the item's length");
            }
            var step = (int) Math.min(missing, end - position);
            into.write(buffer, position, step);
            position += step;
            missing -= step;
        }
        if (more() && buffer[position++] != '\n') {
            throw new MalformedEnvelope("no newline after an item's payload of " + length + " bytes");
        }
    }

    private void collect(ByteArrayOutputStream kept, long size, int step, int keep) {
        if (size <= keep) {
            kept.write(buffer, position, step);
        }
    }

    private boolean more() throws IOException {
        while (position == end) {
            position = 0;
            end = in.read(buffer, 0, buffer.length);
            if (end < 0) {
                end = 0;
                return false;
            }
        }
        return true;
    }
}
