package tocsin.project;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.web.Frame;

/** The keys of a project, each with the DSN to copy. */
@Path("/{org}/{project}/settings/keys")
@Produces(MediaType.TEXT_HTML)
class KeyPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<ProjectKeys.Listed> keys, boolean may, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final ProjectKeys keys;

    KeyPages(Access access, Frame frame, ProjectKeys keys) {
        this.access = access;
        this.frame = frame;
        this.keys = keys;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response list(@RestPath String project) {
        return PageAnswer.page(page(project, Form.EMPTY));
    }

    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response create(@RestPath String project, @RestForm @DefaultValue("") String label) {
        try {
            keys.create(id(project), label);
        } catch (Refused refused) {
            return PageAnswer.wrong(page(project, Form.of("label", label).wrong(refused)));
        }
        return to(project, "The key is there.");
    }

    @POST
    @Path("/{key}/rotate")
    @Allow(Scope.PROJECT_WRITE)
    public Response rotate(@RestPath String project, @RestPath long key) {
        keys.rotate(id(project), key);
        return to(project, "A new key is there; the old one is disabled.");
    }

    @POST
    @Path("/{key}/disable")
    @Allow(Scope.PROJECT_WRITE)
    public Response disable(@RestPath String project, @RestPath long key) {
        keys.disable(id(project), key);
        return to(project, "The key is disabled: what is sent with it is refused.");
    }

    @POST
    @Path("/{key}/enable")
    @Allow(Scope.PROJECT_WRITE)
    public Response enable(@RestPath String project, @RestPath long key) {
        keys.enable(id(project), key);
        return to(project, "The key is enabled.");
    }

    @POST
    @Path("/{key}/delete")
    @Allow(Scope.PROJECT_WRITE)
    public Response delete(@RestPath String project, @RestPath long key) {
        keys.delete(id(project), key);
        return to(project, "The key is deleted.");
    }

    private Response to(String project, String said) {
        frame.say(said);
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings/keys");
    }

    private long id(String project) {
        return access.project(project).id();
    }

    private TemplateInstance page(String project, Form form) {
        var visible = access.project(project);
        frame.settings(visible.slug(), visible.name());
        return Templates.list(keys.list(visible.id()), access.may(Scope.PROJECT_WRITE), form);
    }
}
