package tocsin.regroup;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import tocsin.account.VisibleProject;
import tocsin.grouping.GroupingVersion;
import tocsin.project.GroupingChoice;
import tocsin.web.Frame;
import tocsin.web.Htmx;

/** How a project's events are grouped, and what a change would do to its issues. */
@Path("/{org}/{project}/settings/grouping")
@Produces(MediaType.TEXT_HTML)
class GroupingPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance grouping(
                GroupingChoice choice,
                GroupingVersion newest,
                Trial trial,
                String home,
                String list,
                boolean may,
                Form form);

        static native TemplateInstance grouping$outcome(Trial trial, String home, String list);
    }

    private final Access access;
    private final Frame frame;
    private final Regrouping regrouping;
    private final Trials trials;

    GroupingPages(Access access, Frame frame, Regrouping regrouping, Trials trials) {
        this.access = access;
        this.frame = frame;
        this.regrouping = regrouping;
        this.trials = trials;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response show(@RestPath String project) {
        var visible = access.project(project);
        var choice = regrouping.choice(visible.id());
        return PageAnswer.page(page(visible, choice, null, Form.of("rules", choice.rules())));
    }

    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response save(@RestPath String project, @RestForm @DefaultValue("") String rules) {
        var visible = access.project(project);
        try {
            regrouping.saveRules(visible.id(), rules);
        } catch (Refused refused) {
            return wrong(visible, rules, refused);
        }
        frame.say("Saved. It takes effect within seconds.");
        return PageAnswer.to(home(visible));
    }

    /** The next events are grouped by the newest version. */
    @POST
    @Path("/version")
    @Allow(Scope.PROJECT_WRITE)
    public Response upgrade(@RestPath String project) {
        var visible = access.project(project);
        regrouping.upgrade(visible.id(), GroupingVersion.NEWEST);
        frame.say("Changed. For thirty days the keys of both versions count, so no issue splits.");
        return PageAnswer.to(home(visible));
    }

    /** Tries rules, or with {@code newest} the newest version, on stored events; changes nothing. */
    @POST
    @Path("/trials")
    @Allow(Scope.PROJECT_WRITE)
    public Response attempt(
            @RestPath String project,
            @RestForm @DefaultValue("") String rules,
            @RestForm @DefaultValue("") String version) {
        var visible = access.project(project);
        var choice = regrouping.choice(visible.id());
        try {
            var trial = version.equals("newest")
                    ? trials.begin(access.tenant(), visible.id(), GroupingVersion.NEWEST, choice.rules())
                    : trials.begin(access.tenant(), visible.id(), choice.version(), rules);
            return PageAnswer.to(home(visible) + "/trials/" + trial.id() + "#trial");
        } catch (Refused refused) {
            return wrong(visible, rules, refused);
        }
    }

    @GET
    @Path("/trials/{trial}")
    @Allow(Scope.PROJECT_READ)
    public Response trial(@RestPath String project, @RestPath long trial, @HeaderParam(Htmx.REQUEST) String fragment) {
        var visible = access.project(project);
        var found = trials.get(access.tenant(), visible.id(), trial);
        return PageAnswer.page(
                fragment == null
                        ? page(visible, regrouping.choice(visible.id()), found, Form.of("rules", found.rules()))
                        : Templates.grouping$outcome(found, home(visible), list(visible)));
    }

    private Response wrong(VisibleProject visible, String rules, Refused refused) {
        return PageAnswer.wrong(page(
                visible,
                regrouping.choice(visible.id()),
                null,
                Form.of("rules", rules).wrong(refused)));
    }

    private TemplateInstance page(VisibleProject visible, GroupingChoice choice, Trial trial, Form form) {
        frame.settings(visible.slug(), visible.name());
        return Templates.grouping(
                choice,
                GroupingVersion.NEWEST,
                trial,
                home(visible),
                list(visible),
                access.may(Scope.PROJECT_WRITE),
                form);
    }

    private String list(VisibleProject visible) {
        return "/" + access.org() + "/" + visible.slug() + "/issues";
    }

    private String home(VisibleProject visible) {
        return "/" + access.org() + "/" + visible.slug() + "/settings/grouping";
    }
}
