package tocsin.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/** What browsers may do with our answers: run and show only what we serve ourselves, and guess at nothing. */
class BrowserRules {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    /** The API's own documentation comes from a library that writes its start-up into the page. */
    private static final String DOCUMENTATION = "/openapi/ui";

    private static final String DOCUMENTATION_POLICY = POLICY.replace(
            "script-src 'self'; style-src 'self'",
            "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'");

    /** Named by their content: what has another content has another name. */
    private static final Pattern HASHED = Pattern.compile("/static/.*-[0-9A-Za-z]{8,12}\\.\\w+");

    private static final int EARLY = 900;

    void apply(@Observes Filters filters) {
        filters.register(BrowserRules::apply, EARLY);
    }

    private static void apply(RoutingContext context) {
        var path = context.normalizedPath();
        var response = context.response();
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (!path.startsWith("/api/")) {
            page(response, path.startsWith(DOCUMENTATION));
        }
        if (path.startsWith("/static/")) {
            context.addHeadersEndHandler(
                    sent -> keep(response, HASHED.matcher(path).matches()));
        }
        context.next();
    }

    /** Only what was found: a name that another version of us will know must not stay unknown. */
    private static void keep(HttpServerResponse response, boolean forever) {
        if (response.getStatusCode() == 200) {
            response.putHeader(
                            "Cache-Control", forever ? "public, max-age=31536000, immutable" : "public, max-age=86400")
                    .putHeader("Vary", "Accept-Encoding");
        }
    }

    private static void page(HttpServerResponse response, boolean documentation) {
        response.putHeader("Content-Security-Policy", documentation ? DOCUMENTATION_POLICY : POLICY)
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    }
}
