package tocsin.issue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.config.Settings;
import tocsin.event.EventAnswer;
import tocsin.event.EventCursor;
import tocsin.event.EventSql;
import tocsin.event.ListedEvent;
import tocsin.event.StoredEvent;

/** Stored events for programs, in the shape of Sentry's API. */
@Path("/api/0")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
class EventApi {

    private static final int MOST = 100;

    private final Access access;
    private final Settings settings;
    private final EventSql events;
    private final IssueId issueId;
    private final EventId eventId;

    EventApi(Access access, Settings settings, EventSql events, IssueId issueId, EventId eventId) {
        this.access = access;
        this.settings = settings;
        this.events = events;
        this.issueId = issueId;
        this.eventId = eventId;
    }

    @GET
    @Path("/issues/{id}/events")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "The events of an issue, latest first")
    public RestResponse<List<JsonNode>> ofIssue(
            @RestPath String id,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("25") int limit,
            @Context UriInfo uri) {
        var issue = issueId.get(id);
        var size = Math.clamp(limit, 1, MOST);
        var found = events.before(access.tenant(), issue.id, cursor(cursor), size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        var slug = access.project(issue.projectId).slug();
        return RestResponse.ResponseBuilder.ok(page.stream()
                        .<JsonNode>map(event -> EventAnswer.of(event, slug))
                        .toList())
                .header("Link", Paging.header(settings.url(), uri, Optional.empty(), next(found, page)))
                .header("Cache-Control", "private, no-store")
                .header("Vary", "Authorization")
                .build();
    }

    private static Optional<String> next(List<ListedEvent> found, List<ListedEvent> page) {
        return found.size() > page.size()
                ? Optional.of(EventCursor.after(page.getLast()).text())
                : Optional.empty();
    }

    private static EventCursor cursor(String text) {
        return text == null || text.isEmpty()
                ? null
                : EventCursor.parse(text).orElseThrow(() -> new BadRequestException("This cursor is not one of ours."));
    }

    @GET
    @Path("/issues/{id}/events/{event}")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "One event of an issue: latest, oldest, or by its id")
    public Response ofIssue(@RestPath String id, @RestPath String event, @Context Request request) {
        return answer(eventId.get(issueId.get(id), event), request);
    }

    @GET
    @Path("/projects/{org}/{project}/events/{event}")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "One event of a project, by its id")
    public Response ofProject(
            @RestPath String org, @RestPath String project, @RestPath String event, @Context Request request) {
        var id = EventId.parse(event).orElseThrow(NotFoundException::new);
        return answer(
                events.byId(access.tenant(), access.project(project).id(), id).orElseThrow(NotFoundException::new),
                request);
    }

    /**
     * What was sent never changes, but its neighbours do, and whether it is kept for good: a client may keep the answer and must
     * ask whether it holds.
     */
    private Response answer(StoredEvent event, Request request) {
        var slug = access.project(event.head().projectId()).slug();
        var neighbours = events.neighbours(access.tenant(), event.head());
        var tag = new EntityTag(event.head().hex() + "-" + Integer.toHexString(neighbours.hashCode())
                + (event.head().kept() ? "-kept" : ""));
        var unchanged = request.evaluatePreconditions(tag);
        var control = new CacheControl();
        control.setPrivate(true);
        control.setNoCache(true);
        var answer = unchanged != null
                ? unchanged
                : Response.ok(EventAnswer.of(event, slug, neighbours)).tag(tag);
        return answer.cacheControl(control).header("Vary", "Authorization").build();
    }
}
