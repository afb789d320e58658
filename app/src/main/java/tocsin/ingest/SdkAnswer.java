package tocsin.ingest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.zip.ZipException;
import org.jboss.logging.Logger;
import tocsin.digest.Busy;
import tocsin.sentry.AuthFailure;
import tocsin.sentry.MalformedEnvelope;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.TooLarge;

/** Sentry's own answers, which SDKs understand, with the headers that let a browser read them. */
final class SdkAnswer {

    private static final Logger LOG = Logger.getLogger(SdkAnswer.class);

    private static final String ALLOWED_HEADERS = "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer,"
            + " accept, content-type, authentication, authorization, content-encoding, transfer-encoding,"
            + " sentry-trace, baggage";
    private static final int COME_BACK = 10;

    private SdkAnswer() {}

    @RegisterForReflection
    record Failure(String detail, List<String> causes) {}

    static Response accepted(UUID id) {
        return cors(Response.ok(
                        id == null ? Map.of() : Map.of("id", id.toString().replace("-", "")),
                        MediaType.APPLICATION_JSON_TYPE))
                .build();
    }

    static Response preflight() {
        return cors(Response.ok())
                .header("Access-Control-Allow-Methods", "POST, OPTIONS")
                .header("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                .header("Access-Control-Max-Age", 3600)
                .build();
    }

    static Response refused(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> refused(wrapped.getCause());
            case Refused refused -> answer(refused.status(), refused.getMessage());
            case AuthFailure auth -> answer(auth.status(), auth.getMessage());
            case MalformedEnvelope envelope -> answer(400, "malformed envelope: " + envelope.getMessage());
            case MalformedEvent event -> answer(400, "malformed event: " + event.getMessage());
            case TooLarge large -> answer(413, large.getMessage());
            case Busy busy -> unavailable(busy.getMessage());
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

    private static Response unavailable(String why) {
        LOG.debugf("Asked to come back: %s", why);
        return cors(failure(503, "temporarily unavailable"))
                .header("Retry-After", COME_BACK)
                .build();
    }

    private static Response answer(int status, String detail) {
        return cors(failure(status, detail)).build();
    }

    private static Response.ResponseBuilder failure(int status, String detail) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("X-Sentry-Error", detail)
                .entity(new Failure(detail, List.of()));
    }

    private static Response.ResponseBuilder cors(Response.ResponseBuilder response) {
        return response.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", "x-sentry-error, x-sentry-rate-limits, retry-after")
                .header("Cross-Origin-Resource-Policy", "cross-origin");
    }
}
