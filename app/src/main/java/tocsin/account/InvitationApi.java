package tocsin.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Who is invited to an organization and has not come yet. */
@Path("/api/v1/organizations/{org}/invitations")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
class InvitationApi {

    private final Invitations invitations;
    private final Slices slices;

    InvitationApi(Invitations invitations, Slices slices) {
        this.invitations = invitations;
        this.slices = slices;
    }

    record NewInvitation(
            @NotNull @Size(max = 254) String email, @NotNull Role role) {}

    @GET
    @Allow(Scope.MEMBER_READ)
    @Operation(summary = "List pending invitations")
    public RestResponse<List<Invitations.Pending>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(invitations.list(), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(
            summary = "Invite somebody",
            description =
                    "The link is in this answer and nowhere else. With a mail server, another one is mailed to the address,"
                            + " and `mail` says so: its `state` is `waiting`, `sent` or `failed`. Without `mail`, the link must be"
                            + " handed over: there is no mail server, there were too many mails within the hour, or the address"
                            + " is none to which mail is sent.")
    public Invitations.WithLink invite(@NotNull @Valid NewInvitation invitation) {
        return invitations.invite(invitation.email(), invitation.role());
    }

    @POST
    @Path("/{id}/link")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(201)
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(summary = "Make a new link", description = "The ones before, also a mailed one, work no more.")
    public Invitations.WithLink renew(@RestPath long id) {
        return invitations.renew(id);
    }

    @DELETE
    @Path("/{id}")
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(summary = "Withdraw an invitation")
    public void withdraw(@RestPath long id) {
        invitations.withdraw(id);
    }
}
