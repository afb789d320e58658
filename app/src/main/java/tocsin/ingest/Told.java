package tocsin.ingest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.zip.ZipException;
import org.jboss.logging.Logger;
import tocsin.digest.Busy;
import tocsin.sentry.AuthFailure;
import tocsin.sentry.MalformedEnvelope;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.NoRoom;
import tocsin.sentry.TooLarge;

/** What a sender is told when a request is not taken, in whatever form its protocol has. */
record Told(int status, String detail, Map<String, String> headers) {

    private static final Logger LOG = Logger.getLogger(Told.class);
    private static final int COME_BACK = 10;

    static Told of(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case IngestRefused refused -> told(refused.status(), refused.getMessage());
            case OverLimit over -> new Told(429, over.getMessage(), SdkAnswer.limited(over.refusals()));
            case AuthFailure auth -> told(auth.status(), auth.getMessage());
            case MalformedEnvelope envelope -> told(400, "malformed envelope: " + envelope.getMessage());
            case MalformedEvent event -> told(400, "malformed event: " + event.getMessage());
            case TooLarge large -> told(413, large.getMessage());
            case Busy busy when busy.isFull() -> full(busy.getMessage());
            case Busy busy -> unavailable(busy.getMessage());
            case NoRoom full -> unavailable(full.getMessage());
            case EOFException end -> told(400, "the body ends too early");
            case ZipException zip -> told(400, "the body cannot be decompressed");
            case IOException io -> told(400, "the body cannot be read");
            default -> {
                LOG.error("A request could not be taken", failure);
                yield unavailable("internal error");
            }
        };
    }

    /** As a part of a JSON string. */
    static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static Told told(int status, String detail) {
        return new Told(status, detail, Map.of());
    }

    /** After a 503 SDKs go on sending; told of a limit, they leave a server alone that has no room for anything. */
    private static Told full(String why) {
        LOG.debugf("Told to send nothing: %s", why);
        return new Told(
                429,
                "no room at the moment",
                Map.of("Retry-After", "" + COME_BACK, "X-Sentry-Rate-Limits", COME_BACK + "::organization:full"));
    }

    /** The same for senders that know no 429: they are asked to come back. */
    Told without429() {
        return status == 429 ? new Told(503, detail, headers) : this;
    }

    private static Told unavailable(String why) {
        LOG.debugf("Asked to come back: %s", why);
        return new Told(503, "temporarily unavailable", Map.of("Retry-After", "" + COME_BACK));
    }
}
