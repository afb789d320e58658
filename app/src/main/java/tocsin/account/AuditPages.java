package tocsin.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.web.Frame;

/** What was changed in the organization, by whom, newest first. */
@Path("/{org}/settings/audit")
@Produces(MediaType.TEXT_HTML)
class AuditPages {

    private static final int LINES = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<AuditApi.Line> lines, String newest, String older);
    }

    private final Access access;
    private final Frame frame;

    AuditPages(Access access, Frame frame) {
        this.access = access;
        this.frame = frame;
    }

    @GET
    @Allow(Scope.MEMBER_ADMIN)
    public Response list(@RestQuery String cursor) {
        var found = AuditEntry.before(Slices.position(cursor, Long.MAX_VALUE), LINES + 1).stream()
                .map(AuditApi.Line::of)
                .toList();
        var shown = found.subList(0, Math.min(LINES, found.size()));
        var here = "/" + access.org() + "/settings/audit";
        frame.settings();
        return PageAnswer.page(Templates.list(
                shown,
                cursor == null ? "" : here,
                found.size() > LINES ? here + "?cursor=" + shown.getLast().id() : ""));
    }
}
