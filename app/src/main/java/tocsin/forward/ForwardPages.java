package tocsin.forward;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.web.Frame;

/** Where a project's facts are forwarded to. */
@Path("/{org}/{project}/settings/forwarding")
@Produces(MediaType.TEXT_HTML)
class ForwardPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Forwards.Listed> forwards,
                List<ForwardKind> kinds,
                boolean may,
                Form form,
                String key,
                long tried,
                Forwards.Tried answer);
    }

    private static final Forwards.Tried NOTHING = new Forwards.Tried(false, "");

    private final Access access;
    private final Frame frame;
    private final Forwards forwards;

    ForwardPages(Access access, Frame frame, Forwards forwards) {
        this.access = access;
        this.frame = frame;
        this.forwards = forwards;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response list(@RestPath String project) {
        return PageAnswer.page(page(project, ForwardForm.EMPTY, "", 0, NOTHING));
    }

    /** Shows a new key in the answer itself: it is not shown again. */
    @POST
    @Allow(Scope.PROJECT_WRITE)
    public Response create(@RestPath String project, @BeanParam ForwardForm sent) {
        try {
            var created = forwards.create(id(project), sent.wanted());
            if (!created.key().isEmpty()) {
                return PageAnswer.page(page(project, ForwardForm.EMPTY, created.key(), 0, NOTHING));
            }
        } catch (Refused refused) {
            return PageAnswer.wrong(page(project, sent.wrong(refused), "", 0, NOTHING));
        }
        return to(project, "It is forwarded from now on.");
    }

    @POST
    @Path("/{forward}/samples")
    @Allow(Scope.PROJECT_WRITE)
    public Response trySample(@RestPath String project, @RestPath long forward) {
        var answer = forwards.trySample(id(project), forward);
        return PageAnswer.page(page(project, ForwardForm.EMPTY, "", forward, answer));
    }

    @POST
    @Path("/{forward}/disable")
    @Allow(Scope.PROJECT_WRITE)
    public Response disable(@RestPath String project, @RestPath long forward) {
        forwards.become(id(project), forward, false);
        return to(project, "Nothing is forwarded there now.");
    }

    @POST
    @Path("/{forward}/enable")
    @Allow(Scope.PROJECT_WRITE)
    public Response enable(@RestPath String project, @RestPath long forward) {
        forwards.become(id(project), forward, true);
        return to(project, "It is forwarded from now on, and what waited is tried at once.");
    }

    @POST
    @Path("/{forward}/delete")
    @Allow(Scope.PROJECT_WRITE)
    public Response delete(@RestPath String project, @RestPath long forward) {
        forwards.delete(id(project), forward);
        return to(project, "The target is gone, with what waited for it.");
    }

    private Response to(String project, String said) {
        frame.say(said);
        return PageAnswer.to("/" + access.org() + "/" + project + "/settings/forwarding");
    }

    private long id(String project) {
        return access.project(project).id();
    }

    private TemplateInstance page(String project, Form form, String key, long tried, Forwards.Tried answer) {
        var visible = access.project(project);
        frame.settings(visible.slug(), visible.name());
        return Templates.list(
                forwards.list(visible.id()),
                List.of(ForwardKind.values()),
                access.may(Scope.PROJECT_WRITE),
                form,
                key,
                tried,
                answer);
    }
}
