package tocsin.ingest;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.brotli.dec.BrotliInputStream;
import tocsin.digest.Busy;
import tocsin.sentry.LimitedInputStream;

/** Undoes a body's compression while it streams; both sides are counted, so that no bomb goes off. */
final class Decoding {

    static final long MAX_COMPRESSED = 40L * 1024 * 1024;
    static final long MAX_INFLATED = 200L * 1024 * 1024;

    private static final int BUFFER = 16 * 1024;
    private static final int LEAST = 1024;

    /** Three times 256 codes, which as many bytes can ask for. */
    private static final int BROTLI_TABLES = 3 * 256 * 1080 * Integer.BYTES;

    private Decoding() {}

    /**
     * The body as it was before compression. {@link tocsin.sentry.TooLarge} on reading past a limit, {@link Busy} when
     * there is no memory for what the decoder must remember.
     *
     * @param memory given back when the stream is closed, or there is none
     */
    static InputStream of(InputStream body, String contentEncoding, Room.Share memory) throws IOException {
        return new LimitedInputStream(
                isPlain(contentEncoding) ? body : decoded(body, contentEncoding, memory), "body", MAX_INFLATED);
    }

    private static InputStream decoded(InputStream body, String contentEncoding, Room.Share memory) throws IOException {
        try {
            var compressed = new LimitedInputStream(body, "compressed body", MAX_COMPRESSED);
            return new Checked(inflated(compressed, contentEncoding, memory), memory);
        } catch (IOException | RuntimeException e) {
            memory.release();
            throw e;
        }
    }

    /** The most bytes that may arrive. */
    static long most(String contentEncoding) {
        return isPlain(contentEncoding) ? MAX_INFLATED : MAX_COMPRESSED;
    }

    private static boolean isPlain(String contentEncoding) {
        return contentEncoding == null
                || contentEncoding.isBlank()
                || contentEncoding.strip().equalsIgnoreCase("identity");
    }

    private static InputStream inflated(InputStream body, String contentEncoding, Room.Share memory)
            throws IOException {
        var encoding = contentEncoding.strip().toLowerCase(Locale.ROOT);
        // Nearly always all of it is here, and small.
        var buffer = Math.clamp(body.available(), LEAST, BUFFER);
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(body, buffer);
            case "deflate" -> new InflaterInputStream(body);
            case "br" -> brotli(body, memory);
            case "zstd" -> new ZstdInputStream(new ZstdFrames(body, memory));
            default -> throw new IngestRefused(415, "content encoding not supported: " + printable(encoding));
        };
    }

    /** The first byte says how much of the past is remembered (RFC 7932, 9.1). */
    private static InputStream brotli(InputStream body, Room.Share memory) throws IOException {
        var again = new PushbackInputStream(body);
        var first = again.read();
        if (first >= 0) {
            again.unread(first);
            var middle = first >> 1 & 7;
            var high = first >> 4 & 7;
            var bits = (first & 1) == 0 ? 16 : middle > 0 ? 17 + middle : high > 0 ? 8 + high : 17;
            if (!memory.grow((1L << bits) + BROTLI_TABLES)) {
                throw new Busy("too much is being decompressed");
            }
        }
        return new BrotliInputStream(again, BUFFER);
    }

    /** Decoders meet what is damaged with whatever Java throws by itself; here it is what it is, a damaged body. */
    private static final class Checked extends FilterInputStream {

        private final Room.Share memory;

        Checked(InputStream decoder, Room.Share memory) {
            super(decoder);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                memory.release();
            }
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (RuntimeException e) {
                throw damaged(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (RuntimeException e) {
                throw damaged(e);
            }
        }

        private static ZipException damaged(RuntimeException failure) {
            if (failure instanceof Busy busy) {
                throw busy;
            }
            var damaged = new ZipException("the body cannot be decompressed");
            damaged.initCause(failure);
            return damaged;
        }
    }

    private static String printable(String encoding) {
        return encoding.substring(0, Math.min(encoding.length(), 40)).replaceAll("[^a-z0-9 ,;=.-]", "?");
    }
}
