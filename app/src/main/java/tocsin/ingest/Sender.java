package tocsin.ingest;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import tocsin.sentry.SentryAuth;

/** Who sends, by what the request's line and headers say. */
final class Sender {

    private final HttpServerRequest request;

    Sender(HttpServerRequest request) {
        this.request = request;
    }

    /** A project's id as a DSN has it; anything else is a project that nobody has. */
    static long project(String digits) {
        if (digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Refused.unknownProject();
        }
        return Long.parseLong(digits);
    }

    /** Empty when neither headers nor query name a key: then the envelope's own DSN may. */
    Optional<SentryAuth> auth() {
        return SentryAuth.known(
                request.getHeader("X-Sentry-Auth"),
                request.getHeader("Authorization"),
                request.getParam("sentry_key"),
                request.getParam("sentry_version"),
                request.getParam("sentry_client"));
    }

    /** The key, from the envelope's DSN if nowhere else; refused when there is none. */
    SentryAuth authOr(String dsn) {
        return auth().orElseGet(() -> SentryAuth.of(null, null, null, null, null, dsn));
    }

    String contentEncoding() {
        return request.getHeader("Content-Encoding");
    }

    /** Behind trusted proxies this is the client's address, not the proxy's. */
    String ip() {
        return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
    }

    /** Refuses early what says itself that it is too large. */
    void checkLength() {
        var length = request.getHeader("Content-Length");
        if (length != null && length.length() < 19 && Long.parseLong(length) > Decoding.MAX_COMPRESSED) {
            throw new Refused(413, "body larger than " + Decoding.MAX_COMPRESSED + " bytes");
        }
    }
}
