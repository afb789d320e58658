package tocsin.ingest;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
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
                        : inflated(new LimitedInputStream(body, "compressed body", MAX_COMPRESSED), contentEncoding),
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
            case "zstd" -> new ZstdInputStream(body);
            default -> throw new IngestRefused(415, "content encoding not supported: " + printable(encoding));
        };
    }

    private static String printable(String encoding) {
        return encoding.substring(0, Math.min(encoding.length(), 40)).replaceAll("[^a-z0-9 ,;=.-]", "?");
    }
}
