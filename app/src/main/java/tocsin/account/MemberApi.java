package tocsin.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Who belongs to an organization, and as what. */
@Path("/api/v1/organizations/{org}/members")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
class MemberApi {

    private final Members members;
    private final Slices slices;

    MemberApi(Members members, Slices slices) {
        this.members = members;
        this.slices = slices;
    }

    record RoleChange(@NotNull Role role) {}

    @GET
    @Allow(Scope.MEMBER_READ)
    @Operation(summary = "List members")
    public RestResponse<List<Members.Member>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(members.list(), cursor, uri);
    }

    @GET
    @Path("/{id}")
    @Allow(Scope.MEMBER_READ)
    @Operation(summary = "Show a member")
    public Members.Member get(@RestPath long id) {
        return members.get(id);
    }

    @PUT
    @Path("/{id}")
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(summary = "Change a member's role")
    public Members.Member change(@RestPath long id, @NotNull @Valid RoleChange change) {
        return members.changeRole(id, change.role());
    }

    @DELETE
    @Path("/{id}")
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(summary = "Remove a member")
    public void remove(@RestPath long id) {
        members.remove(id);
    }
}
