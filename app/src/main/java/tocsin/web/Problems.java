package tocsin.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What went wrong: a problem (RFC 9457) for programs, and the same thing as a page for people. */
@ApplicationScoped
class Problems {

    private static final String REQUEST_ID = "X-Request-Id";

    @CheckedTemplate(basePath = "problems")
    static class Templates {
        private Templates() {}

        static native TemplateInstance inFrame(int status, String title, String detail, String request);

        static native TemplateInstance bare(int status, String title, String detail, String request);
    }

    private final Frame frame;

    Problems(Frame frame) {
        this.frame = frame;
    }

    @ServerResponseFilter
    public void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < 400 || !askedByBrowser(request) || !isOurs(response)) {
            return;
        }
        var detail = response.getEntity() instanceof HttpProblem problem ? problem.getDetail() : null;
        var id = response.getHeaderString(REQUEST_ID);
        response.setEntity(page(response.getStatus(), detail, id), new Annotation[0], MediaType.TEXT_HTML_TYPE);
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private String page(int status, String detail, String request) {
        var words = ErrorWords.of(status);
        // What the exception says is meant for people only where we wrote it; 404 and 500 never tell more.
        var tells = status != 404 && status < 500 && detail != null && !detail.startsWith("HTTP ");
        var text = tells ? detail : words.detail();
        var page = frame.getOrganization() == null
                ? Templates.bare(status, words.title(), text, request)
                : Templates.inFrame(status, words.title(), text, request);
        return page.render();
    }

    private static boolean isOurs(ContainerResponseContext response) {
        var type = response.getMediaType();
        return !response.hasEntity()
                || type == null
                || response.getEntity() instanceof HttpProblem
                || HttpProblem.MEDIA_TYPE.isCompatible(type);
    }

    /** Programs that take anything get the problem; browsers name HTML. htmx shows the problem as a toast. */
    private static boolean askedByBrowser(ContainerRequestContext request) {
        var accept = request.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null
                && accept.contains(MediaType.TEXT_HTML)
                && request.getHeaderString(Htmx.REQUEST) == null
                && !request.getUriInfo().getPath().startsWith("/api/");
    }
}
