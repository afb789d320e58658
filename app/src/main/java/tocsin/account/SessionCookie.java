package tocsin.account;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import tocsin.config.Settings;

/** The cookie that carries a session's secret; the database knows only its hash. */
final class SessionCookie {

    static final String NAME = "tocsin_session";

    private SessionCookie() {}

    static NewCookie of(String secret, boolean secure) {
        return cookie(secret, secure).build();
    }

    static NewCookie gone(boolean secure) {
        return cookie("", secure).maxAge(0).build();
    }

    /** Whether the browser reached us by TLS, here or at a proxy. */
    static boolean secure(HttpServerRequest request, Settings settings) {
        return request.isSSL()
                || "https".equalsIgnoreCase(request.scheme())
                || "https".equals(settings.url().getScheme());
    }

    /** Bound to the session, and useless for finding its secret. */
    static String csrf(String secret) {
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256("csrf:" + secret));
    }

    private static NewCookie.Builder cookie(String value, boolean secure) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .secure(secure)
                // Longer than any session: the server decides when it ends.
                .maxAge(90 * 24 * 3600);
    }
}
