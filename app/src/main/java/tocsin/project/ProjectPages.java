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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.account.Teams;
import tocsin.web.Frame;

/** The settings of one project: name, address, platform, teams, end. */
@Path("/{org}/{project}/settings")
@Produces(MediaType.TEXT_HTML)
class ProjectPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance general(
                Projects.Listed project, List<Teams.Listed> teams, List<Platform> platforms, boolean may, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final Projects projects;
    private final Teams teams;

    ProjectPages(Access access, Frame frame, Projects projects, Teams teams) {
        this.access = access;
        this.frame = frame;
        this.projects = projects;
        this.teams = teams;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response show(@RestPath String project) {
        var found = projects.get(id(project));
        return PageAnswer.page(page(found, form(found)));
    }

    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response change(
            @RestPath String project,
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("") String slug,
            @RestForm @DefaultValue("other") String platform) {
        try {
            projects.change(id(project), slug.strip(), name, platform);
        } catch (Refused refused) {
            var typed = Form.of("name", name, "slug", slug, "platform", platform);
            return PageAnswer.wrong(page(projects.get(id(project)), typed.wrong(refused)));
        }
        return to(slug.strip(), "Saved.");
    }

    @POST
    @Path("/teams")
    @Allow(Scope.PROJECT_WRITE)
    public Response teams(@RestPath String project, @RestForm List<Long> team) {
        projects.assign(id(project), team == null ? Set.of() : new HashSet<>(team));
        return to(project, "Saved.");
    }

    @POST
    @Path("/disable")
    @Allow(Scope.PROJECT_WRITE)
    public Response disable(@RestPath String project) {
        projects.disable(id(project));
        return to(project, "The project takes no more events.");
    }

    @POST
    @Path("/enable")
    @Allow(Scope.PROJECT_WRITE)
    public Response enable(@RestPath String project) {
        projects.enable(id(project));
        return to(project, "The project takes events again.");
    }

    /** Nobody does this by a slip of the hand: its slug has to be typed. */
    @POST
    @Path("/delete")
    @Allow(Scope.PROJECT_WRITE)
    public Response delete(@RestPath String project, @RestForm @DefaultValue("") String confirm) {
        var found = projects.get(id(project));
        if (!confirm.strip().equals(found.slug())) {
            var refused = new Refused("confirm", "Type “" + found.slug() + "” to confirm");
            return PageAnswer.wrong(page(found, form(found).wrong(refused)));
        }
        projects.delete(found.id());
        frame.say("The project " + found.name() + " is deleted.");
        return PageAnswer.to("/" + access.org() + "/settings/projects");
    }

    private static Form form(Projects.Listed project) {
        return Form.of("name", project.name(), "slug", project.slug(), "platform", project.platform());
    }

    private Response to(String project, String said) {
        frame.say(said);
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings");
    }

    private long id(String project) {
        return access.project(project).id();
    }

    private TemplateInstance page(Projects.Listed project, Form form) {
        frame.settings(project.slug(), project.name());
        return Templates.general(project, teams.list(), Platform.ALL, access.may(Scope.PROJECT_WRITE), form);
    }
}
