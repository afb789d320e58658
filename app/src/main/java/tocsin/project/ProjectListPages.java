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
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.account.Slug;
import tocsin.account.Teams;
import tocsin.web.Frame;

/** The organization's projects, and a form for one more. */
@Path("/{org}/settings/projects")
@Produces(MediaType.TEXT_HTML)
class ProjectListPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Projects.Listed> projects,
                List<Teams.Listed> teams,
                List<Platform> platforms,
                boolean may,
                Form form);
    }

    private final Access access;
    private final Frame frame;
    private final Projects projects;
    private final Teams teams;

    ProjectListPages(Access access, Frame frame, Projects projects, Teams teams) {
        this.access = access;
        this.frame = frame;
        this.projects = projects;
        this.teams = teams;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response list() {
        return PageAnswer.page(page(Form.of("platform", "javascript")));
    }

    /** On to the page that waits for the first event. */
    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response create(
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("") String slug,
            @RestForm @DefaultValue("other") String platform,
            @RestForm List<Long> team) {
        var wanted = slug.isBlank() ? Slug.from(name) : slug.strip();
        try {
            projects.create(wanted, name, platform, team == null ? Set.of() : new HashSet<>(team));
        } catch (Refused refused) {
            return PageAnswer.wrong(page(
                    Form.of("name", name, "slug", wanted, "platform", platform).wrong(refused)));
        }
        return PageAnswer.to("/" + access.org() + "/" + wanted + "/start");
    }

    private TemplateInstance page(Form form) {
        frame.settings();
        var visible = access.projects();
        return Templates.list(
                projects.list().stream()
                        .filter(project -> visible.contains(project.id()))
                        .toList(),
                teams.list(),
                Platform.ALL,
                access.may(Scope.PROJECT_WRITE),
                form);
    }
}
