package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import tocsin.config.Settings;

/**
 * What changes something through a session cookie must show that it comes from one of our own pages. Runs after
 * {@link Gate}, because the form is read only for people who passed it.
 */
@ApplicationScoped
class CsrfGuard {

    static final String HEADER = "X-CSRF-Token";
    static final String FIELD = "_csrf";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Access access;
    private final Settings settings;

    CsrfGuard(Access access, Settings settings) {
        this.access = access;
        this.settings = settings;
    }

    @WithFormRead
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public void check(ResteasyReactiveContainerRequestContext request) {
        if (READING.contains(request.getMethod()) || Gate.isApi(request)) {
            return;
        }
        // Also without a session: nobody is to be logged in as somebody else.
        if (isFromAnotherSite(request)) {
            throw new ForbiddenException("Another site sent this");
        }
        if (access.session().isEmpty()) {
            return;
        }
        var given = request.getHeaderString(HEADER);
        if (given == null && Gate.isForm(request.getMediaType())) {
            var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
            given = context.getFormParameter(FIELD, true, false) instanceof String field ? field : null;
        }
        if (!Secrets.same(access.csrf().orElseThrow(), given)) {
            throw new ForbiddenException("This form is from another login or another site. Load the page again.");
        }
    }

    /** Browsers name the relation only on secure pages, and elsewhere the origin. Programs say neither. */
    private boolean isFromAnotherSite(ResteasyReactiveContainerRequestContext request) {
        var relation = request.getHeaderString("Sec-Fetch-Site");
        if (relation != null) {
            return relation.equals("cross-site");
        }
        var origin = request.getHeaderString("Origin");
        return origin != null
                && !origin.endsWith("//" + request.getHeaderString("Host"))
                && !origin.endsWith("//" + settings.url().getRawAuthority());
    }
}
