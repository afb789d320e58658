package tocsin.ingest;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tocsin.sentry.SentryAuth;

/**
 * Who sends, by what the request's line and headers say. Read at once, because the request itself belongs to its event
 * loop.
 *
 * @param ip behind trusted proxies the client's address, not the proxy's; null when unknown
 */
record Sender(
        String sentryAuth,
        String authorization,
        String key,
        String version,
        String client,
        String contentEncoding,
        String contentType,
        String userAgent,
        String query,
        String ip) {

    static Sender of(HttpServerRequest request, String ip) {
        var hasQuery = request.query() != null;
        return new Sender(
                request.getHeader("X-Sentry-Auth"),
                request.getHeader("Authorization"),
                hasQuery ? request.getParam("sentry_key") : null,
                hasQuery ? request.getParam("sentry_version") : null,
                hasQuery ? request.getParam("sentry_client") : null,
                request.getHeader("Content-Encoding"),
                request.getHeader("Content-Type"),
                request.getHeader("User-Agent"),
                request.query(),
                ip);
    }

    /** A project's id as a DSN has it; anything else is a project that nobody has. */
    static long project(String digits) {
        if (digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw IngestRefused.unknownProject();
        }
        return Long.parseLong(digits);
    }

    /** Empty when neither headers nor query name a key: then the envelope's own DSN may. */
    Optional<SentryAuth> auth() {
        return SentryAuth.known(sentryAuth, authorization, key, version, client);
    }

    /** The key, from the address if nowhere else. */
    SentryAuth authOrKey(String pathKey) {
        return auth().orElseGet(() -> SentryAuth.of(null, null, pathKey, null, null, null));
    }

    /** What the header {@code Authorization} brings for the scheme {@code Bearer}. */
    Optional<String> bearer() {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(authorization.substring(7).strip())
                : Optional.empty();
    }

    /** A part of the query; null when it is not there. */
    String asked(String name) {
        if (query == null) {
            return null;
        }
        var values = new QueryStringDecoder(query, StandardCharsets.UTF_8, false)
                .parameters()
                .get(name);
        return values == null ? null : values.getFirst();
    }

    /** The kind of the body without parameters, in small letters; empty when it is not said. */
    String mediaType() {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The key, from the envelope's DSN if nowhere else; refused when there is none. */
    SentryAuth authOr(String dsn) {
        return auth().orElseGet(() -> SentryAuth.of(null, null, null, null, null, dsn));
    }
}
