package tocsin.digest;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.Slices;
import tocsin.sentry.Category;

/** What became of everything a project was sent. */
@Path("/api/v1/organizations/{org}/projects/{project}/outcomes")
@Tag(name = "Limits")
class OutcomeApi {

    private final Access access;
    private final OutcomeHistorySql history;
    private final Slices slices;

    OutcomeApi(Access access, OutcomeHistorySql history, Slices slices) {
        this.access = access;
        this.history = history;
        this.slices = slices;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(
            summary = "What became of what a project was sent",
            description =
                    "By hour or day of UTC (`interval`: `hour`, at most 31 days at once, or `day`, at most 366), oldest"
                            + " first; `from` is in it, `to` is not, both are times with an offset, and without them it is"
                            + " the last 24 hours or 14 days. `key` is the id of a key, `category` one of those that can be"
                            + " limited. What was received is what was `stored` and every other outcome together, but for"
                            + " `client_discarded`: that never came, the SDK says that it threw it away.")
    public RestResponse<List<OutcomeCount>> list(
            @RestPath String project,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery String interval,
            @RestQuery String key,
            @RestQuery String category,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        var asked = access.project(project).id();
        var range = OutcomeRange.of(from, to, interval, Instant.now());
        var left = Slices.position(cursor, 0);
        var found = history.counts(
                access.tenant(),
                asked,
                range,
                new OutcomeHistorySql.Chosen(key(key), category(category)),
                left,
                Slices.SIZE + 1);
        return slices.before(found, last -> left + Slices.SIZE, cursor, uri);
    }

    static Long key(String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(id);
        } catch (NumberFormatException e) {
            throw new BadRequestException("“key” is the number of a key.");
        }
    }

    static String category(String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        if (Category.of(name) == null) {
            throw new BadRequestException("There is no category “" + name + "”.");
        }
        return name;
    }
}
