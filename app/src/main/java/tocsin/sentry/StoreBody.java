package tocsin.sentry;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** The body of the older {@code /store/} endpoint: an event's JSON, or that in base64 of zlib. */
public final class StoreBody {

    private StoreBody() {}

    /** The JSON in it; {@link TooLarge} when it is more than an event may be. */
    public static byte[] json(byte[] body) throws TooLarge {
        var start = 0;
        while (start < body.length && Character.isWhitespace(body[start])) {
            start++;
        }
        if (start == body.length) {
            throw new MalformedEvent("empty body");
        }
        if (body[start] == '{' || body[start] == (byte) 0xEF) {
            return limited(body);
        }
        try {
            return inflated(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            throw new MalformedEvent("neither JSON nor base64");
        }
    }

    private static byte[] limited(byte[] body) throws TooLarge {
        if (body.length > EnvelopeParser.MAX_EVENT_BYTES) {
            throw new TooLarge("event", EnvelopeParser.MAX_EVENT_BYTES);
        }
        return body;
    }

    private static byte[] inflated(byte[] zipped) throws TooLarge {
        try (var in = new LimitedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(zipped)), "event", EnvelopeParser.MAX_EVENT_BYTES)) {
            return in.readAllBytes();
        } catch (TooLarge e) {
            throw e;
        } catch (ZipException | EOFException e) {
            throw new MalformedEvent("neither JSON nor base64 of zlib");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
