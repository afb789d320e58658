package tocsin.issue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.config.Settings;

/** Issues for programs, in the shape of Sentry's API. Wherever it takes an issue's id it also takes the short one. */
@Path("/api/0")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Issues")
class IssueApi {

    private static final int MOST = 100;

    /**
     * What a client wants of an issue: {@code unresolved}, {@code resolved} or {@code ignored}; of several also that they
     * be one.
     */
    public record StatusWish(String status, JsonNode merge) {

        boolean isMerge() {
            return merge != null && (merge.asBoolean() || merge.asInt() == 1);
        }

        Issue.Status wanted() {
            if (status == null) {
                throw new BadRequestException("“status” is missing.");
            }
            // Without releases there is no next one to wait for.
            return status.equals("resolvedInNextRelease")
                    ? Issue.Status.RESOLVED
                    : Issue.Status.of(status)
                            .orElseThrow(
                                    () -> new BadRequestException("“status” can be unresolved, resolved or ignored."));
        }
    }

    private final Access access;
    private final Settings settings;
    private final IssueList list;
    private final IssueId issueId;
    private final Issues issues;

    IssueApi(Access access, Settings settings, IssueList list, IssueId issueId, Issues issues) {
        this.access = access;
        this.settings = settings;
        this.list = list;
        this.issueId = issueId;
        this.issues = issues;
    }

    @GET
    @Path("/organizations/{org}/issues")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "Issues of all projects that the token's person sees")
    public RestResponse<List<IssueAnswer>> ofOrganization(
            @RestPath String org,
            @RestQuery @DefaultValue("is:unresolved") String query,
            @RestQuery @DefaultValue("date") String sort,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("25") int limit,
            @RestQuery @DefaultValue("24h") String statsPeriod,
            @RestQuery Set<Long> project,
            @Context UriInfo uri) {
        return answer(asked(project), query, sort, cursor, limit, statsPeriod, uri);
    }

    /** The visible ones of those named; all when none is named, or by -1. */
    private List<Long> asked(Set<Long> project) {
        return List.copyOf(
                project.isEmpty() || project.contains(-1L)
                        ? access.projects()
                        : access.projects(project).keySet());
    }

    @GET
    @Path("/projects/{org}/{project}/issues")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "Issues of one project")
    public RestResponse<List<IssueAnswer>> ofProject(
            @RestPath String org,
            @RestPath String project,
            @RestQuery @DefaultValue("is:unresolved") String query,
            @RestQuery @DefaultValue("date") String sort,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("25") int limit,
            @RestQuery @DefaultValue("24h") String statsPeriod,
            @Context UriInfo uri) {
        return answer(List.of(access.project(project).id()), query, sort, cursor, limit, statsPeriod, uri);
    }

    private RestResponse<List<IssueAnswer>> answer(
            Collection<Long> projects,
            String query,
            String sort,
            String cursor,
            int limit,
            String statsPeriod,
            UriInfo uri) {
        var page = list.page(
                projects,
                query(query),
                IssueSort.of(sort).orElse(IssueSort.LAST_SEEN),
                cursor(cursor),
                Math.clamp(limit, 1, MOST),
                statsPeriod.isEmpty() ? null : Sparkline.Span.of(statsPeriod));
        access.projects(page.slice().rows().stream().map(ListedIssue::projectId).toList());
        var answers = page.slice().rows().stream()
                .map(row -> answer(row, page.sparks().get(row.id())))
                .toList();
        return RestResponse.ResponseBuilder.ok(answers)
                .header(
                        "Link",
                        Paging.header(
                                settings.url(),
                                uri,
                                page.slice().previous().map(Cursor::text),
                                page.slice().next().map(Cursor::text)))
                .header("Cache-Control", "private, no-store")
                .header("Vary", "Authorization")
                .build();
    }

    @PUT
    @Path("/projects/{org}/{project}/issues")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allow(Scope.EVENT_WRITE)
    @Operation(
            summary = "Changes the status of many issues, named by ?id=…&id=…, or chosen by ?status=… and ?query=…;"
                    + " with {\"merge\":1} makes those that are named one")
    public Map<String, Object> changeOfProject(
            @RestPath String org,
            @RestPath String project,
            @RestQuery("id") List<String> ids,
            @RestQuery("status") String having,
            @RestQuery String query,
            StatusWish wish,
            @Context UriInfo uri) {
        onlyKnown(uri, Set.of("id", "status", "query"));
        return change(List.of(access.project(project).id()), ids, having, query, wish);
    }

    @PUT
    @Path("/organizations/{org}/issues")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allow(Scope.EVENT_WRITE)
    @Operation(
            summary = "Changes the status of many issues, named by ?id=…&id=…, or chosen by ?status=… and ?query=…;"
                    + " with {\"merge\":1} makes those that are named one")
    public Map<String, Object> changeOfOrganization(
            @RestPath String org,
            @RestQuery("id") List<String> ids,
            @RestQuery("status") String having,
            @RestQuery String query,
            @RestQuery Set<Long> project,
            StatusWish wish,
            @Context UriInfo uri) {
        onlyKnown(uri, Set.of("id", "status", "query", "project"));
        return change(asked(project), ids, having, query, wish);
    }

    /** A filter that is passed over changes what nobody meant. */
    private static void onlyKnown(UriInfo uri, Set<String> known) {
        uri.getQueryParameters().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadRequestException("“" + name + "” does not choose issues to change.");
                });
    }

    private Map<String, Object> change(
            Collection<Long> projects, List<String> ids, String having, String query, StatusWish wish) {
        if (wish != null && wish.isMerge()) {
            return merged(projects, ids);
        }
        var status = wished(wish);
        var filter = having == null ? null : new StatusWish(having, null).wanted();
        if (ids.isEmpty() && filter == null && query == null) {
            throw new BadRequestException("Name the issues by ?id=…, or choose them by ?status=… or ?query=….");
        }
        if (!ids.isEmpty() && query != null) {
            throw new BadRequestException("Either “id” or “query”.");
        }
        issues.become(
                status,
                ids.isEmpty()
                        ? all(projects, filter, query(query == null ? "" : query))
                        : named(projects, ids, filter));
        return Map.of("status", status.word, "statusDetails", Map.of());
    }

    private Map<String, Object> merged(Collection<Long> projects, List<String> ids) {
        var merged = issues.merge(named(projects, ids, null));
        issues.follow(merged.into().projectId());
        return Map.of(
                "merge",
                Map.of(
                        "parent",
                        Long.toString(merged.into().id()),
                        "children",
                        merged.parts().stream()
                                .map(part -> Long.toString(part.id()))
                                .toList()));
    }

    private List<Long> named(Collection<Long> projects, List<String> ids, Issue.Status filter) {
        return ids.stream()
                .map(issueId::get)
                .filter(issue -> projects.contains(issue.projectId))
                .filter(issue -> filter == null || issue.status == filter)
                .map(issue -> issue.id)
                .toList();
    }

    /** At most a thousand at once, as Sentry does: who has more asks again. */
    private List<Long> all(Collection<Long> projects, Issue.Status filter, IssueQuery query) {
        if (filter != null && query.status() != null && filter != query.status()) {
            return List.of();
        }
        var asked = filter == null ? query : query.with(filter);
        return list.page(projects, asked, IssueSort.LAST_SEEN, null, 1000, null).slice().rows().stream()
                .map(ListedIssue::id)
                .toList();
    }

    @GET
    @Path("/issues/{id}")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "One issue")
    public IssueAnswer one(@RestPath String id) {
        return answer(ListedIssue.of(issueId.get(id)), null);
    }

    @PUT
    @Path("/issues/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allow(Scope.EVENT_WRITE)
    @Operation(summary = "Resolves, reopens or ignores one issue")
    public IssueAnswer change(@RestPath String id, StatusWish wish) {
        var issue = ListedIssue.of(issueId.get(id));
        var status = wished(wish);
        issues.become(status, List.of(issue.id()));
        return answer(issue.with(status), null);
    }

    @DELETE
    @Path("/issues/{id}")
    @ResponseStatus(202)
    @Allow(Scope.EVENT_ADMIN)
    @Operation(summary = "Deletes an issue with all its events")
    public void delete(@RestPath String id) {
        issues.delete(List.of(issueId.get(id).id));
    }

    private IssueAnswer answer(ListedIssue issue, Sparkline spark) {
        return IssueAnswer.of(settings.url(), access.org(), issue, access.project(issue.projectId()), spark);
    }

    private static Issue.Status wished(StatusWish wish) {
        if (wish == null) {
            throw new BadRequestException("A JSON object with “status” is expected.");
        }
        return wish.wanted();
    }

    private static IssueQuery query(String text) {
        try {
            return IssueQuery.parse(text);
        } catch (InvalidQuery e) {
            throw new BadRequestException(e.getMessage());
        }
    }

    private static Cursor cursor(String text) {
        return text == null || text.isEmpty()
                ? null
                : Cursor.parse(text).orElseThrow(() -> new BadRequestException("This cursor is not one of ours."));
    }
}
