package tocsin.issue;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.VisibleProject;
import tocsin.event.Highlight;
import tocsin.project.ProjectKeys;
import tocsin.web.Frame;
import tocsin.web.Htmx;
import tocsin.web.Nav;
import tocsin.web.Place;

/** How to send the first event, on a page that turns to it when it arrives. */
@Path("/{org}/{project}/start")
@Produces(MediaType.TEXT_HTML)
@Blocking
class StartPages {

    private static final String REMEMBERED = "snippet";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance start(StartView page);
    }

    private final Access access;
    private final ProjectKeys keys;
    private final IssueSql sql;
    private final Frame frame;

    StartPages(Access access, ProjectKeys keys, IssueSql sql, Frame frame) {
        this.access = access;
        this.keys = keys;
        this.sql = sql;
        this.frame = frame;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response start(
            @RestPath String org,
            @RestPath String project,
            @RestQuery String platform,
            @CookieParam(REMEMBERED) String remembered) {
        var asked = access.project(project);
        frame.at(Nav.START);
        var snippet = Snippet.of(platform != null ? platform : remembered != null ? remembered : asked.platform());
        var answer = Response.ok(Templates.start(view(asked, snippet)))
                .header("Cache-Control", "private, no-store")
                .header("Vary", "Cookie");
        if (platform != null) {
            answer.cookie(new NewCookie.Builder(REMEMBERED)
                    .value(snippet.word())
                    .path("/")
                    .sameSite(NewCookie.SameSite.LAX)
                    .httpOnly(true)
                    .maxAge(365 * 24 * 3600)
                    .build());
        }
        return answer.build();
    }

    private StartView view(VisibleProject project, Snippet snippet) {
        var home = "/" + access.org() + "/" + project.slug();
        var dsn = keys.list(project.id()).stream()
                .filter(ProjectKeys.Listed::active)
                .map(ProjectKeys.Listed::dsn)
                .findFirst()
                .orElse(null);
        var events = sql.events(access.tenant(), project.id());
        return new StartView(
                project.name(),
                home,
                dsn,
                Arrays.stream(Snippet.values())
                        .map(other ->
                                new Place(other.label, home + "/start?platform=" + other.word(), other == snippet))
                        .toList(),
                snippet.install,
                snippet.file,
                Highlight.of(dsn == null ? "" : snippet.code(dsn), snippet.file),
                home + "/live",
                home + "/start/arrived?after=" + events,
                events);
    }

    /** Leads to what arrived since the page was there; by counts, because clocks of programs are not ours. */
    @GET
    @Path("/arrived")
    @Allow(Scope.PROJECT_READ)
    public Response arrived(@RestPath String org, @RestPath String project, @RestQuery @DefaultValue("0") long after) {
        var asked = access.project(project);
        if (sql.events(access.tenant(), asked.id()) <= after) {
            return Response.noContent().header("Cache-Control", "no-store").build();
        }
        return sql.latest(access.tenant(), asked.id())
                .map(issue ->
                        Response.noContent().header(Htmx.REDIRECT, "/" + org + "/" + project + "/issues/" + issue))
                .orElseGet(Response::noContent)
                .header("Cache-Control", "no-store")
                .build();
    }
}
