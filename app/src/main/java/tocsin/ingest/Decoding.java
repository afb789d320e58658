package tocsin.ingest;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private Decoding() {}

    /** The body as it was before compression. {@link tocsin.sentry.TooLarge} on reading past a limit. */
    static InputStream of(InputStream body, String contentEncoding) throws IOException {
        return new LimitedInputStream(
                isPlain(contentEncoding)
                        ? body
                        : new Checked(inflated(
                                new LimitedInputStream(body, "compressed body", MAX_COMPRESSED), contentEncoding)),
                "body",
                MAX_INFLATED);
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

    private static InputStream inflated(InputStream body, String contentEncoding) throws IOException {
        var encoding = contentEncoding.strip().toLowerCase(Locale.ROOT);
        // Nearly always all of it is here, and small.
        var buffer = Math.clamp(body.available(), LEAST, BUFFER);
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(body, buffer);
            case "deflate" -> new InflaterInputStream(body);
            case "br" -> new BrotliInputStream(body, BUFFER);
            case "zstd" -> new ZstdInputStream(new ZstdFrames(body));
            default -> throw new IngestRefused(415, "content encoding not supported: " + printable(encoding));
        };
    }

    /** Decoders meet what is damaged with whatever Java throws by itself; here it is what it is, a damaged body. */
    private static final class Checked extends FilterInputStream {

        Checked(InputStream decoder) {
            super(decoder);
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
