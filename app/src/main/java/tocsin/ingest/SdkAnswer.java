package tocsin.ingest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.zip.ZipException;
import org.jboss.logging.Logger;
import tocsin.digest.Busy;
import tocsin.quota.Refusal;
import tocsin.sentry.AuthFailure;
import tocsin.sentry.MalformedEnvelope;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.NoRoom;
import tocsin.sentry.TooLarge;

/** Sentry's own answers, which SDKs understand. */
final class SdkAnswer {

    private static final Logger LOG = Logger.getLogger(SdkAnswer.class);
    private static final int COME_BACK = 10;

    private SdkAnswer() {}

    static Answer accepted(UUID id) {
        return Answer.json(200, Map.of(), id == null ? "{}" : "{\"id\":\"" + hex(id) + "\"}");
    }

    /** As {@link #accepted(UUID)}, with what is refused from now on. */
    static Answer accepted(UUID id, List<Refusal> reached) {
        var answer = accepted(id);
        return reached.isEmpty() ? answer : new Answer(200, limited(reached), answer.type(), answer.body());
    }

    private static Answer overLimit(OverLimit over) {
        var answer = answer(over.status(), over.getMessage());
        var headers = new HashMap<>(limited(over.refusals()));
        headers.putAll(answer.headers());
        return new Answer(over.status(), headers, answer.type(), answer.body());
    }

    private static Map<String, String> limited(List<Refusal> refusals) {
        return Map.of(
                "Retry-After",
                Long.toString(Refusal.retryAfter(refusals)),
                "X-Sentry-Rate-Limits",
                Refusal.header(refusals));
    }

    static Answer refused(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> refused(wrapped.getCause());
            case IngestRefused refused -> answer(refused.status(), refused.getMessage());
            case OverLimit over -> overLimit(over);
            case AuthFailure auth -> answer(auth.status(), auth.getMessage());
            case MalformedEnvelope envelope -> answer(400, "malformed envelope: " + envelope.getMessage());
            case MalformedEvent event -> answer(400, "malformed event: " + event.getMessage());
            case TooLarge large -> answer(413, large.getMessage());
            case Busy busy -> unavailable(busy.getMessage());
            case NoRoom full -> unavailable(full.getMessage());
            case EOFException end -> answer(400, "the body ends too early");
            case ZipException zip -> answer(400, "the body cannot be decompressed");
            case IOException io -> answer(400, "the body cannot be read");
            // The Zstandard decoder's own way to say that the body is damaged
            case io.airlift.compress.v3.MalformedInputException zstd -> answer(400, "the body cannot be decompressed");
            default -> {
                LOG.error("A request could not be taken", failure);
                yield unavailable("internal error");
            }
        };
    }

    static Answer wrongMethod(String allowed) {
        return Answer.json(405, Map.of("Allow", allowed), "{\"detail\":\"method not allowed\",\"causes\":[]}");
    }

    private static Answer unavailable(String why) {
        LOG.debugf("Asked to come back: %s", why);
        var answer = answer(503, "temporarily unavailable");
        return new Answer(
                503,
                Map.of("Retry-After", "" + COME_BACK, "X-Sentry-Error", "temporarily unavailable"),
                answer.type(),
                answer.body());
    }

    private static Answer answer(int status, String detail) {
        var quoted = new StringBuilder("{\"detail\":\"");
        JsonStringEncoder.getInstance().quoteAsString(detail, quoted);
        return Answer.json(
                status,
                Map.of("X-Sentry-Error", detail),
                quoted.append("\",\"causes\":[]}").toString());
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
