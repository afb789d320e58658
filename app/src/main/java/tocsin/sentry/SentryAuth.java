package tocsin.sentry;

import java.util.Optional;

/**
 * Who a sender says it is.
 *
 * @param client name and version of the SDK; null when not said
 */
public record SentryAuth(String publicKey, int version, String client) {

    private static final int NEWEST = 7;

    /**
     * Finds the key in the four places where SDKs put it. Any argument may be null.
     *
     * @param sentryHeader {@code X-Sentry-Auth}
     * @param authorization {@code Authorization}, which counts only if its scheme is {@code Sentry}
     * @param queryKey the query parameter {@code sentry_key}
     * @param queryVersion the query parameter {@code sentry_version}
     * @param queryClient the query parameter {@code sentry_client}
     * @param dsn of the envelope's header; asked only when nothing else names a key
     */
    public static SentryAuth of(
            String sentryHeader,
            String authorization,
            String queryKey,
            String queryVersion,
            String queryClient,
            String dsn) {
        return known(sentryHeader, authorization, queryKey, queryVersion, queryClient)
                .or(() -> fromDsn(dsn))
                .orElseThrow(() -> new AuthFailure(AuthFailure.Reason.MISSING));
    }

    /** As {@link #of}, before the envelope is read: empty when headers and query say nothing. */
    public static Optional<SentryAuth> known(
            String sentryHeader, String authorization, String queryKey, String queryVersion, String queryClient) {
        var header = fromHeader(sentryHeader);
        if (header == null && authorization != null && startsWithSentry(authorization)) {
            header = fromHeader(authorization);
        }
        if (queryKey == null || queryKey.isBlank()) {
            return Optional.ofNullable(header);
        }
        var query = of(queryKey, queryVersion, queryClient);
        if (header != null && !header.publicKey.equals(query.publicKey)) {
            throw new AuthFailure(AuthFailure.Reason.AMBIGUOUS);
        }
        return Optional.of(header == null ? query : header);
    }

    /** The key of an envelope's own DSN; empty when there is none. */
    public static Optional<SentryAuth> fromDsn(String dsn) {
        if (dsn == null || dsn.isBlank()) {
            return Optional.empty();
        }
        var parsed = Dsn.parse(dsn).orElseThrow(() -> new AuthFailure(AuthFailure.Reason.INVALID));
        return Optional.of(new SentryAuth(parsed.publicKey(), NEWEST, null));
    }

    private static SentryAuth fromHeader(String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String key = null;
        String version = null;
        String client = null;
        for (var pair : (startsWithSentry(header) ? header.substring(7) : header).split(",")) {
            var equals = pair.indexOf('=');
            if (equals < 0) {
                continue;
            }
            var value = pair.substring(equals + 1).strip();
            switch (pair.substring(0, equals).strip()) {
                case "sentry_key" -> key = value;
                case "sentry_version" -> version = value;
                case "sentry_client" -> client = value;
                default -> {
                    // time, secret and whatever comes next: of no use
                }
            }
        }
        if (key == null) {
            throw new AuthFailure(AuthFailure.Reason.INVALID);
        }
        return of(key, version, client);
    }

    private static boolean startsWithSentry(String header) {
        return header.regionMatches(true, 0, "Sentry ", 0, 7);
    }

    private static SentryAuth of(String key, String version, String client) {
        var known = Dsn.publicKey(key.strip()).orElseThrow(() -> new AuthFailure(AuthFailure.Reason.INVALID));
        return new SentryAuth(known, version(version), client == null || client.isBlank() ? null : client);
    }

    private static int version(String text) {
        if (text == null || text.isBlank()) {
            return NEWEST;
        }
        var digit = text.strip();
        // Some SDKs write 2.0
        var version = digit.length() == 1 || digit.startsWith(".", 1) ? Character.digit(digit.charAt(0), 10) : -1;
        if (version < 2 || version > NEWEST) {
            throw new AuthFailure(AuthFailure.Reason.INVALID);
        }
        return version;
    }
}
