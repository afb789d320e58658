package tocsin.issue;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.VisibleProject;
import tocsin.project.SpikeNoticeSql;
import tocsin.web.Frame;
import tocsin.web.Htmx;
import tocsin.web.Nav;

/** The list of issues, of one project or of all that a person sees. */
@Path("/{org}")
@Produces(MediaType.TEXT_HTML)
@Blocking
class IssueListPages {

    private static final int ROWS = 25;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(IssueListView page);

        static native TemplateInstance list$rows(IssueListView page);
    }

    private final Access access;
    private final IssueList list;
    private final IssueSql sql;
    private final SeenSql seen;
    private final Issues issues;
    private final Frame frame;
    private final SpikeNoticeSql spikes;

    IssueListPages(
            Access access,
            IssueList list,
            IssueSql sql,
            SeenSql seen,
            Issues issues,
            Frame frame,
            SpikeNoticeSql spikes) {
        this.access = access;
        this.list = list;
        this.sql = sql;
        this.seen = seen;
        this.issues = issues;
        this.frame = frame;
        this.spikes = spikes;
    }

    @GET
    @Path("/issues")
    @Allow(Scope.EVENT_READ)
    public Response ofOrganization(
            @RestPath String org,
            @Context UriInfo asked,
            @RestQuery @DefaultValue("date") String sort,
            @RestQuery @DefaultValue("24h") String trend,
            @RestQuery String cursor,
            @HeaderParam(Htmx.REQUEST) String fragment) {
        return answer(null, query(asked), sort, trend, cursor, fragment != null);
    }

    @GET
    @Path("/{project}/issues")
    @Allow(Scope.EVENT_READ)
    public Response ofProject(
            @RestPath String org,
            @RestPath String project,
            @Context UriInfo asked,
            @RestQuery @DefaultValue("date") String sort,
            @RestQuery @DefaultValue("24h") String trend,
            @RestQuery String cursor,
            @HeaderParam(Htmx.REQUEST) String fragment) {
        return answer(access.project(project), query(asked), sort, trend, cursor, fragment != null);
    }

    /** Nothing asked is what is unresolved; asking with an empty query is everything, also what is settled. */
    private static String query(UriInfo asked) {
        var queries = asked.getQueryParameters().get("query");
        return queries == null ? IssueQuery.UNRESOLVED.text() : queries.getFirst();
    }

    private Response answer(
            VisibleProject project, String query, String sort, String trend, String cursor, boolean fragment) {
        frame.at(Nav.ISSUES).search(query);
        IssueQuery parsed;
        String mistake = null;
        try {
            parsed = IssueQuery.parse(query);
        } catch (InvalidQuery e) {
            parsed = IssueQuery.UNRESOLVED;
            mistake = e.getMessage();
        }
        var issue = parsed.shortId().filter(id -> isVisible(id.project()));
        if (issue.isPresent()) {
            return Response.seeOther(
                            URI.create("/" + access.org() + "/" + issue.get().project() + "/issues/" + issue.get()))
                    .build();
        }
        var address = new ListAddress(
                home(project) + "/issues",
                parsed,
                IssueSort.of(sort).orElse(IssueSort.LAST_SEEN),
                Sparkline.Span.of(trend));
        address.view().forEach(frame::keep);
        var view = view(project, address, query, Optional.ofNullable(cursor).flatMap(Cursor::parse), mistake);
        return Response.status(mistake == null ? 200 : 400)
                .entity(fragment ? Templates.list$rows(view) : Templates.list(view))
                .header("Cache-Control", "private, no-store")
                .header("Vary", "Cookie, HX-Request")
                .build();
    }

    private IssueListView view(
            VisibleProject project, ListAddress address, String query, Optional<Cursor> cursor, String mistake) {
        Collection<Long> projects = project == null ? access.projects() : List.of(project.id());
        var page = list.page(projects, address.query(), address.sort(), cursor.orElse(null), ROWS, address.span());
        var ids = page.slice().rows().stream().map(ListedIssue::id).toList();
        var read = ids.isEmpty()
                ? Map.<Long, Instant>of()
                : seen.upTo(access.tenant(), access.user().id(), ids);
        var visible = access.projects(
                page.slice().rows().stream().map(ListedIssue::projectId).toList());
        // A project may be deleted meanwhile.
        var rows = page.slice().rows().stream()
                .filter(row -> visible.containsKey(row.projectId()))
                .map(row -> IssueRow.of(
                        access.org(),
                        row,
                        visible.get(row.projectId()),
                        page.sparks().get(row.id()),
                        read.get(row.id())))
                .toList();
        var starting = project != null
                ? project
                : access.firstProjects(1).stream().findFirst().orElse(null);
        return new IssueListView(
                project == null ? "Issues" : project.name() + " issues",
                project != null,
                access.may(Scope.EVENT_WRITE),
                home(project) + "/live",
                address.here(cursor),
                "/" + access.org() + "/issues/status",
                "/" + access.org() + "/issues/merge",
                mistake == null ? address.query().text() : query,
                address.span().label,
                Chip.filters(
                        address, sql.environments(access.tenant(), projects), sql.releases(access.tenant(), projects)),
                Chip.views(address),
                rows,
                page.slice().previous().map(address::to).orElse(null),
                page.slice().next().map(address::to).orElse(null),
                mistake,
                !rows.isEmpty() || sql.any(access.tenant(), projects),
                starting == null ? null : home(starting) + "/start",
                project == null ? 0 : spikes.dropped(access.tenant(), project.id()),
                address.path() + "?query=");
    }

    private boolean isVisible(String slug) {
        return access.knownProject(slug)
                .filter(project -> project.slug().equals(slug))
                .isPresent();
    }

    private String home(VisibleProject project) {
        return "/" + access.org() + (project == null ? "" : "/" + project.slug());
    }

    /** Changes what is selected ({@code id} and {@code to}), or puts back what was ({@code set=17:resolved}). */
    @POST
    @Path("/issues/status")
    @Allow(Scope.EVENT_WRITE)
    public Response change(
            @RestPath String org, @RestForm("id") List<Long> ids, @RestForm String to, @RestQuery List<String> set) {
        if (!set.isEmpty()) {
            issues.become(Undo.parse(set));
            return Response.noContent().header(Htmx.TRIGGER, "refresh").build();
        }
        var status = Optional.ofNullable(to)
                .flatMap(Issue.Status::of)
                .orElseThrow(() -> new BadRequestException("To which status?"));
        var changed = issues.become(status, ids);
        return Response.noContent()
                .header(Htmx.TRIGGER, Undo.toast(status, changed, "/" + access.org() + "/issues/status"))
                .build();
    }
}
