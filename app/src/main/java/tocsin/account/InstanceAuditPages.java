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

/** What administrators of the instance and jobs did across organizations, newest first. */
@Path("/instance/audit")
@Produces(MediaType.TEXT_HTML)
class InstanceAuditPages {

    private static final String HERE = "/instance/audit";
    private static final int LINES = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<InstanceAuditApi.Line> lines, String newest, String older);
    }

    private final Frame frame;
    private final InstanceAuditSql sql;

    InstanceAuditPages(Frame frame, InstanceAuditSql sql) {
        this.frame = frame;
        this.sql = sql;
    }

    @GET
    @SignedIn(value = "administrators of the instance, whose own deeds it tells", instanceAdmin = true)
    public Response list(@RestQuery String cursor) {
        var found = sql.before(Slices.position(cursor, Long.MAX_VALUE), LINES + 1);
        var shown = found.subList(0, Math.min(LINES, found.size()));
        frame.crumb("Instance", "/instance");
        return PageAnswer.page(Templates.list(
                shown,
                cursor == null ? "" : HERE,
                found.size() > LINES ? HERE + "?cursor=" + shown.getLast().id() : ""));
    }
}
