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
import tocsin.filter.Filters;
import tocsin.web.Frame;

/** Which events a project does not want to hear of. */
@Path("/{org}/{project}/settings/filters")
@Produces(MediaType.TEXT_HTML)
class FilterPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance filters(Filters filters, boolean may, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final IntakeSettings settings;

    FilterPages(Access access, Frame frame, IntakeSettings settings) {
        this.access = access;
        this.frame = frame;
        this.settings = settings;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response show(@RestPath String project) {
        var filters = settings.filters(access.project(project).id());
        return PageAnswer.page(page(project, filters, form(filters)));
    }

    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response save(
            @RestPath String project,
            @RestForm List<String> on,
            @RestForm @DefaultValue("") String releases,
            @RestForm @DefaultValue("") String messages,
            @RestForm @DefaultValue("") String addresses) {
        var chosen = on == null ? List.<String>of() : on;
        var filters = new Filters(
                chosen.contains("extensions"),
                chosen.contains("legacy"),
                chosen.contains("localhost"),
                chosen.contains("crawlers"),
                chosen.contains("health"),
                releases.lines().toList(),
                messages.lines().toList(),
                addresses.lines().toList());
        try {
            settings.save(access.project(project).id(), filters);
        } catch (Refused refused) {
            return PageAnswer.wrong(page(project, filters, form(filters).wrong(refused)));
        }
        frame.say("Saved. It takes effect within seconds.");
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings/filters");
    }

    private static Form form(Filters filters) {
        return Form.of(
                "releases",
                String.join("\n", filters.releases()),
                "messages",
                String.join("\n", filters.messages()),
                "addresses",
                String.join("\n", filters.addresses()));
    }

    private TemplateInstance page(String project, Filters filters, Form form) {
        var visible = access.project(project);
        frame.settings(visible.slug(), visible.name());
        return Templates.filters(filters, access.may(Scope.PROJECT_WRITE), form);
    }
}
