package tocsin.issue;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.event.Arrangement;
import tocsin.web.Frame;
import tocsin.web.Htmx;
import tocsin.web.Nav;

/** The page of an issue with one of its events, and what can be done there. */
@Path("/{org}/{project}/issues/{id}")
@Produces(MediaType.TEXT_HTML)
@Blocking
class IssuePages {

    static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private static final String SUFFIX = ".md";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance issue(IssueView page);

        static native TemplateInstance issue$actions(IssueView page);
    }

    private final Access access;
    private final IssueId issueId;
    private final EventId eventId;
    private final Issues issues;
    private final IssueViews views;
    private final SeenSql seen;
    private final Frame frame;

    IssuePages(
            Access access,
            IssueId issueId,
            EventId eventId,
            Issues issues,
            IssueViews views,
            SeenSql seen,
            Frame frame) {
        this.access = access;
        this.issueId = issueId;
        this.eventId = eventId;
        this.issues = issues;
        this.views = views;
        this.seen = seen;
        this.frame = frame;
    }

    @GET
    @Allow(Scope.EVENT_READ)
    public Response newest(
            @RestPath String org,
            @RestPath String project,
            @RestPath String id,
            @RestQuery @DefaultValue("newest") String order,
            @RestQuery @DefaultValue("own") String frames) {
        return id.endsWith(SUFFIX)
                ? newestAsMarkdown(org, project, cut(id))
                : page(project, id, "newest", arranged(order, frames));
    }

    @GET
    @Path("/events/{event}")
    @Allow(Scope.EVENT_READ)
    public Response event(
            @RestPath String org,
            @RestPath String project,
            @RestPath String id,
            @RestPath String event,
            @RestQuery @DefaultValue("newest") String order,
            @RestQuery @DefaultValue("own") String frames) {
        return event.endsWith(SUFFIX)
                ? eventAsMarkdown(org, project, id, cut(event))
                : page(project, id, event, arranged(order, frames));
    }

    @GET
    @Produces(MARKDOWN)
    @Allow(Scope.EVENT_READ)
    public Response newestAsMarkdown(@RestPath String org, @RestPath String project, @RestPath String id) {
        return markdown(view(project, issueId.get(project, id), "newest", Arrangement.USUAL));
    }

    @GET
    @Path("/events/{event}")
    @Produces(MARKDOWN)
    @Allow(Scope.EVENT_READ)
    public Response eventAsMarkdown(
            @RestPath String org, @RestPath String project, @RestPath String id, @RestPath String event) {
        return markdown(view(project, issueId.get(project, id), event, Arrangement.USUAL));
    }

    /** The event as it is stored, for eyes and programs. */
    @GET
    @Path("/events/{event}/json")
    @Produces(MediaType.APPLICATION_JSON)
    @Allow(Scope.EVENT_READ)
    public Response json(@RestPath String org, @RestPath String project, @RestPath String id, @RestPath String event) {
        var stored = eventId.get(issueId.get(project, id), event);
        return fresh(Response.ok(stored.payload().raw().toPrettyString()));
    }

    @POST
    @Path("/status")
    @Transactional
    @Allow(Scope.EVENT_WRITE)
    public Response change(
            @RestPath String org,
            @RestPath String project,
            @RestPath String id,
            @RestForm String to,
            @HeaderParam(Htmx.REQUEST) String fragment) {
        var issue = issueId.get(project, id);
        var status = Optional.ofNullable(to)
                .flatMap(Issue.Status::of)
                .orElseThrow(() -> new BadRequestException("To which status?"));
        var changed = issues.become(status, List.of(issue.id));
        if (fragment == null) {
            return Response.seeOther(URI.create("/" + org + "/" + project + "/issues/" + id))
                    .build();
        }
        var view = views.of(access.project(project), issueId.get(project, id), null, Arrangement.USUAL);
        return Response.ok(Templates.issue$actions(view))
                .header(Htmx.TRIGGER, Undo.toast(status, changed, "/" + org + "/issues/status"))
                .build();
    }

    @POST
    @Path("/delete")
    @Allow(Scope.EVENT_ADMIN)
    public Response delete(@RestPath String org, @RestPath String project, @RestPath String id) {
        try {
            var gone = issues.delete(List.of(issueId.get(project, id).id));
            // Somebody else may have been quicker.
            gone.stream().findFirst().ifPresent(issue -> frame.say("Deleted " + issue.title() + " and its events."));
        } catch (Refused refused) {
            frame.say(refused.getMessage() + ".");
        }
        return Response.seeOther(URI.create("/" + org + "/" + project + "/issues"))
                .build();
    }

    private IssueView view(String project, Issue issue, String event, Arrangement arrangement) {
        var stored = eventId.known(issue, event);
        if (stored.isEmpty() && !event.equals("newest")) {
            throw eventId.missing(issue, event);
        }
        return views.of(access.project(project), issue, stored.orElse(null), arrangement);
    }

    private Response page(String project, String id, String event, Arrangement arrangement) {
        var issue = issueId.get(project, id);
        var view = view(project, issue, event, arrangement);
        seen.mark(access.tenant(), access.user().id(), issue.id, issue.lastSeen);
        frame.at(Nav.ISSUES).crumb(view.shortId(), view.home());
        return fresh(Response.ok(Templates.issue(view)));
    }

    private static Response markdown(IssueView view) {
        return fresh(Response.ok(IssueViews.markdown(view)).type(MARKDOWN));
    }

    private static Response fresh(Response.ResponseBuilder answer) {
        return answer.header("Cache-Control", "private, no-cache")
                .header("Vary", "Cookie, Accept, HX-Request")
                .build();
    }

    private static String cut(String name) {
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static Arrangement arranged(String order, String frames) {
        return new Arrangement(order.equals("oldest"), frames.equals("all"), frames.equals("raw"));
    }
}
