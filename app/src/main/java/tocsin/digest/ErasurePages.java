package tocsin.digest;

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
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.project.Projects;
import tocsin.web.Frame;

/** Removing all that names a person. */
@Path("/{org}/settings/erasures")
@Produces(MediaType.TEXT_HTML)
class ErasurePages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance erasures(
                List<Erasures.Listed> erasures, List<Projects.Listed> projects, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final Erasures erasures;
    private final Projects projects;

    ErasurePages(Access access, Frame frame, Erasures erasures, Projects projects) {
        this.access = access;
        this.frame = frame;
        this.erasures = erasures;
        this.projects = projects;
    }

    @GET
    @Allow(Scope.ORG_ADMIN)
    public Response list() {
        return PageAnswer.page(page(Form.of("kind", "email")));
    }

    @POST
    @Allow(Scope.ORG_ADMIN)
    public Response ask(
            @RestForm @DefaultValue("") String kind,
            @RestForm @DefaultValue("") String value,
            @RestForm @DefaultValue("") String project) {
        try {
            erasures.ask(
                    kind,
                    value,
                    project.isBlank() ? null : (Long) access.project(project).id());
        } catch (Refused refused) {
            return PageAnswer.wrong(page(
                    Form.of("kind", kind, "value", value, "project", project).wrong(refused)));
        }
        frame.say("It begins within a minute. This page tells how far it has come.");
        return PageAnswer.to("/" + access.org() + "/settings/erasures");
    }

    private TemplateInstance page(Form form) {
        frame.settings().crumb("Erasure", "/" + access.org() + "/settings/erasures");
        return Templates.erasures(erasures.newest(), projects.list(), form);
    }
}
