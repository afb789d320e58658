package tocsin.doctor;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import tocsin.account.PageAnswer;
import tocsin.account.SignedIn;
import tocsin.web.Frame;

/** What is wrong with the instance and what to do about it, for those who run it. */
@Path("/instance/health")
@Produces(MediaType.TEXT_HTML)
class DoctorPages {

    private static final String WHY = "administrators of the instance; it counts, and says nothing of tenants";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance health(List<Finding> wrong, List<Finding> good, Instant at);
    }

    private final Frame frame;
    private final Doctor doctor;

    DoctorPages(Frame frame, Doctor doctor) {
        this.frame = frame;
        this.doctor = doctor;
    }

    @GET
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response show() {
        frame.crumb("Instance", "/instance");
        var seen = doctor.seen();
        return PageAnswer.page(Templates.health(
                seen.findings().stream().filter(finding -> !finding.isGood()).toList(),
                seen.findings().stream().filter(Finding::isGood).toList(),
                seen.at()));
    }

    @POST
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response look() {
        doctor.look();
        return PageAnswer.to("/instance/health");
    }
}
