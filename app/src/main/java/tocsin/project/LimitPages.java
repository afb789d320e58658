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

/** The limits of a project and of its keys, below those of the organization. */
@Path("/{org}/{project}/settings/limits")
@Produces(MediaType.TEXT_HTML)
class LimitPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance project(
                List<Quotas.Listed> above,
                List<Quotas.Listed> limits,
                List<ProjectKeys.Listed> keys,
                List<String> categories,
                boolean dampsSpikes,
                boolean may,
                Form form);
    }

    private final Access access;
    private final Frame frame;
    private final ProjectKeys keys;
    private final Quotas quotas;

    LimitPages(Access access, Frame frame, ProjectKeys keys, Quotas quotas) {
        this.access = access;
        this.frame = frame;
        this.keys = keys;
        this.quotas = quotas;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response list(@RestPath String project) {
        return PageAnswer.page(page(project, LimitForm.EMPTY));
    }

    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response create(
            @RestPath String project,
            @RestForm @DefaultValue("") String key,
            @RestForm @DefaultValue("") String category,
            @RestForm @DefaultValue("") String amount,
            @RestForm @DefaultValue("") String window) {
        var typed = new LimitForm(key, category, amount, window);
        try {
            quotas.create(id(project), typed.wanted());
        } catch (Refused refused) {
            return PageAnswer.wrong(page(project, typed.typed().wrong(refused)));
        }
        return to(project, "The limit holds within seconds.");
    }

    @POST
    @Path("/{quota}/delete")
    @Allow(Scope.PROJECT_WRITE)
    public Response delete(@RestPath String project, @RestPath long quota) {
        quotas.delete(id(project), quota);
        return to(project, "The limit is gone.");
    }

    @POST
    @Path("/spikes")
    @Allow(Scope.PROJECT_WRITE)
    public Response spikes(@RestPath String project, @RestForm @DefaultValue("false") boolean on) {
        quotas.dampSpikes(id(project), on);
        return to(project, on ? "Spikes are damped from now on." : "Within a minute, all of a spike is taken.");
    }

    private Response to(String project, String said) {
        frame.say(said);
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings/limits");
    }

    private long id(String project) {
        return access.project(project).id();
    }

    private TemplateInstance page(String project, Form form) {
        var visible = access.project(project);
        frame.settings(visible.slug(), visible.name());
        return Templates.project(
                quotas.list(null),
                quotas.list(visible.id()),
                keys.list(visible.id()),
                Quotas.CATEGORIES,
                quotas.dampsSpikes(visible.id()),
                access.may(Scope.PROJECT_WRITE),
                form);
    }
}
