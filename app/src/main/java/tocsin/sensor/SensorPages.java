package tocsin.sensor;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.account.Slices;
import tocsin.config.Settings;
import tocsin.web.Frame;

/** The sensors of a project, what lets new ones in, and how they are sent away. */
@Path("/{org}/{project}/settings/sensors")
@Produces(MediaType.TEXT_HTML)
class SensorPages {

    private static final Form FRESH = Form.of("most", "1", "hours", "24");

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Sensors.Listed> sensors,
                String older,
                List<Enrolments.Listed> enrolments,
                String instance,
                String token,
                boolean may,
                Form form);
    }

    private final Access access;
    private final Frame frame;
    private final Sensors sensors;
    private final Enrolments enrolments;
    private final SigningKeys signingKeys;
    private final Settings settings;

    SensorPages(
            Access access,
            Frame frame,
            Sensors sensors,
            Enrolments enrolments,
            SigningKeys signingKeys,
            Settings settings) {
        this.access = access;
        this.frame = frame;
        this.sensors = sensors;
        this.enrolments = enrolments;
        this.signingKeys = signingKeys;
        this.settings = settings;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response list(@RestPath String project, @RestQuery String cursor) {
        return PageAnswer.page(page(project, cursor, FRESH, ""));
    }

    /** Shows the token in the answer itself: it is not kept anywhere to be shown again. */
    @POST
    @Path("/enrolments")
    @Allow(Scope.PROJECT_WRITE)
    public Response create(
            @RestPath String project,
            @RestForm @DefaultValue("") String label,
            @RestForm @DefaultValue("1") String most,
            @RestForm @DefaultValue("24") String hours) {
        try {
            var created = enrolments.create(
                    id(project), label, number("most", most), Duration.ofHours(number("hours", hours)));
            return PageAnswer.page(page(project, null, FRESH, created.token()));
        } catch (Refused refused) {
            var typed = Form.of("label", label, "most", most, "hours", hours);
            return PageAnswer.wrong(page(project, null, typed.wrong(refused), ""));
        }
    }

    @POST
    @Path("/enrolments/{enrolment}/revoke")
    @Allow(Scope.PROJECT_WRITE)
    public Response revokeEnrolment(@RestPath String project, @RestPath long enrolment) {
        enrolments.revoke(id(project), enrolment);
        return to(project, "Nobody enrols with it any more.");
    }

    @POST
    @Path("/{sensor}/revoke")
    @Allow(Scope.PROJECT_WRITE)
    public Response revoke(@RestPath String project, @RestPath long sensor) {
        sensors.revoke(id(project), sensor);
        return to(project, "The sensor is revoked: within seconds, what it sends is refused.");
    }

    @POST
    @Path("/rotate")
    @Allow(Scope.PROJECT_WRITE)
    public Response rotate(@RestPath String project, @RestForm @DefaultValue("168") String hours) {
        signingKeys.rotate(id(project), Duration.ofHours(number("hours", hours)));
        return to(project, "Tokens are signed with a new key from now on.");
    }

    private static int number(String field, String text) {
        try {
            return Integer.parseInt(text.strip().replace(",", ""));
        } catch (NumberFormatException e) {
            throw new Refused(field, "This is no number");
        }
    }

    private Response to(String project, String said) {
        frame.say(said);
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings/sensors");
    }

    private long id(String project) {
        return access.project(project).id();
    }

    private TemplateInstance page(String project, String cursor, Form form, String token) {
        var visible = access.project(project);
        var home = "/" + access.org() + "/" + visible.slug() + "/settings";
        frame.settings(visible.slug(), visible.name());
        var found = sensors.before(visible.id(), Slices.position(cursor, Long.MAX_VALUE));
        var shown = found.subList(0, Math.min(Slices.SIZE, found.size()));
        var older = found.size() > shown.size()
                ? home + "/sensors?cursor=" + shown.getLast().id()
                : null;
        return Templates.list(
                shown,
                older,
                enrolments.list(visible.id()),
                settings.url().toString().replaceFirst("/$", ""),
                token,
                access.may(Scope.PROJECT_WRITE),
                form);
    }
}
