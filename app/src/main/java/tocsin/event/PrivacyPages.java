package tocsin.event;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.project.IntakeSettings;
import tocsin.scrub.Privacy;
import tocsin.web.Frame;

/** What is taken out of a project's events, and what a change would do to the last of them. */
@Path("/{org}/{project}/settings/privacy")
@Produces(MediaType.TEXT_HTML)
class PrivacyPages {

    private static final int PREVIEWED = 20;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance privacy(
                Privacy privacy, PrivacyForm.Rows rules, PrivacyPreview preview, boolean may, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final IntakeSettings settings;
    private final EventSql events;

    PrivacyPages(Access access, Frame frame, IntakeSettings settings, EventSql events) {
        this.access = access;
        this.frame = frame;
        this.settings = settings;
        this.events = events;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response show(@RestPath String project) {
        var privacy = settings.privacy(access.project(project).id());
        return PageAnswer.page(page(project, privacy, null, PrivacyForm.of(privacy)));
    }

    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response save(@RestPath String project, @BeanParam PrivacyForm sent) {
        var privacy = sent.privacy();
        try {
            settings.save(access.project(project).id(), privacy);
        } catch (Refused refused) {
            return PageAnswer.wrong(
                    page(project, privacy, null, PrivacyForm.of(privacy).wrong(refused)));
        }
        frame.say("Saved. It takes effect within seconds.");
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings/privacy");
    }

    /** Shows what it would do and changes nothing; it shows parts of events, so who asks must see all of a project. */
    @POST
    @Path("/preview")
    @Allow(Scope.PROJECT_WRITE)
    public Response preview(@RestPath String project, @BeanParam PrivacyForm sent) {
        var privacy = sent.privacy();
        var id = access.project(project).id();
        try {
            var checked = IntakeSettings.checked(privacy, settings.privacy(id).salt());
            var preview = PrivacyPreview.of(checked, events.newestOf(access.tenant(), id, PREVIEWED));
            return PageAnswer.page(page(project, privacy, preview, PrivacyForm.of(privacy)));
        } catch (Refused refused) {
            return PageAnswer.wrong(
                    page(project, privacy, null, PrivacyForm.of(privacy).wrong(refused)));
        }
    }

    private TemplateInstance page(String project, Privacy privacy, PrivacyPreview preview, Form form) {
        var visible = access.project(project);
        frame.settings(visible.slug(), visible.name());
        return Templates.privacy(privacy, PrivacyForm.rows(privacy), preview, access.may(Scope.PROJECT_WRITE), form);
    }
}
