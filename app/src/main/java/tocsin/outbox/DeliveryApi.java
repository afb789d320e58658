package tocsin.outbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.Slices;

/** What was sent to targets and people, what waits and what was given up. */
@Path("/api/v1/organizations/{org}/deliveries")
@Tag(name = "Forwarding")
class DeliveryApi {

    private final Deliveries deliveries;
    private final Slices slices;

    DeliveryApi(Deliveries deliveries, Slices slices) {
        this.deliveries = deliveries;
        this.slices = slices;
    }

    @RegisterForReflection
    record Replayed(int deliveries) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(
            summary = "List deliveries",
            description = "Newest first. `state` is `waiting`, `sent` or `given-up`; `forward` the id of a target.")
    public RestResponse<List<Deliveries.Line>> list(
            @RestQuery Long forward, @RestQuery String state, @RestQuery String cursor, @Context UriInfo uri) {
        var found = deliveries.before(
                Slices.position(cursor, Long.MAX_VALUE), forward, Deliveries.State.of(state), Slices.SIZE + 1);
        return slices.before(found, Deliveries.Line::id, cursor, uri);
    }

    @POST
    @Path("/{id}/replays")
    @ResponseStatus(202)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Send a delivery again")
    public Replayed replay(@RestPath long id) {
        deliveries.replay(id);
        return new Replayed(1);
    }

    @POST
    @Path("/replays")
    @ResponseStatus(202)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Send all that was given up of a target again")
    public Replayed replayAll(@RestQuery long forward) {
        return new Replayed(deliveries.replayAll(forward));
    }
}
