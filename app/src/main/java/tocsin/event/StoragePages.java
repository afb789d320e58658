package tocsin.event;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.web.Frame;

/** What a project keeps and why, and what went when. */
@Path("/{org}/{project}/settings/storage")
@Produces(MediaType.TEXT_HTML)
class StoragePages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance storage(Storage.Stored stored, boolean may, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final Storage storage;

    StoragePages(Access access, Frame frame, Storage storage) {
        this.access = access;
        this.frame = frame;
        this.storage = storage;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response show(@RestPath String project) {
        return PageAnswer.page(page(project, null));
    }

    /** Empty is the instance's default. */
    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response keep(@RestPath String project, @RestForm @DefaultValue("") String events) {
        var typed = events.replace(",", "").strip();
        try {
            storage.keep(access.project(project), typed.isEmpty() ? null : number(typed));
        } catch (Refused refused) {
            return PageAnswer.wrong(page(project, Form.of("events", events).wrong(refused)));
        }
        frame.say("Saved. What is too much goes within the next hour.");
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings/storage");
    }

    private static long number(String typed) {
        try {
            return Long.parseLong(typed);
        } catch (NumberFormatException e) {
            throw new Refused("events", "This is no number");
        }
    }

    private TemplateInstance page(String project, Form wrong) {
        var visible = access.project(project);
        frame.settings(visible.slug(), visible.name());
        var stored = storage.of(visible);
        var form = wrong != null
                ? wrong
                : Form.of(
                        "events", stored.events() == null ? "" : stored.events().toString());
        return Templates.storage(stored, access.may(Scope.PROJECT_WRITE), form);
    }
}
