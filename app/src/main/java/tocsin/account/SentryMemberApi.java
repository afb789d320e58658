package tocsin.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Members as Sentry's clients expect them: whoever is invited stands among them, pending. */
@Path("/api/0/organizations/{org}/members")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sentry-compatible")
class SentryMemberApi {

    /** Invitations are counted by themselves, so their ids look different from those of people. */
    private static final String INVITATION = "invitation-";

    private final Invitations invitations;
    private final Members members;
    private final Slices slices;

    SentryMemberApi(Invitations invitations, Members members, Slices slices) {
        this.invitations = invitations;
        this.members = members;
        this.slices = slices;
    }

    record Listed(
            String id,
            String email,
            String name,
            String role,
            String orgRole,
            String roleName,
            boolean pending,
            boolean expired,
            Optional<Account> user,
            Optional<String> inviterName,
            Optional<Instant> dateCreated,
            Optional<Instant> dateExpires,
            Optional<String> inviteLink) {

        static Listed of(Members.Member member) {
            return new Listed(
                    Long.toString(member.id()),
                    member.email(),
                    member.name(),
                    member.role().text(),
                    member.role().text(),
                    member.role().label(),
                    false,
                    false,
                    Optional.of(new Account(
                            Long.toString(member.id()),
                            member.email(),
                            member.email(),
                            member.name(),
                            member.active())),
                    Optional.empty(),
                    Optional.of(member.since()),
                    Optional.empty(),
                    Optional.empty());
        }

        static Listed of(Invitations.Pending invitation, Optional<String> link) {
            return new Listed(
                    INVITATION + invitation.id(),
                    invitation.email(),
                    invitation.email(),
                    invitation.role().text(),
                    invitation.role().text(),
                    invitation.role().label(),
                    true,
                    invitation.expired(),
                    Optional.empty(),
                    Optional.of(invitation.invitedBy()),
                    Optional.of(invitation.createdAt()),
                    Optional.of(invitation.expiresAt()),
                    link);
        }
    }

    record Account(String id, String username, String email, String name, boolean isActive) {}

    /** Sentry has called it both; {@code member} when it is not said. */
    record NewMember(@NotNull @Size(max = 254) String email, Role role, Role orgRole) {

        Role wanted() {
            return Stream.of(Optional.ofNullable(orgRole), Optional.ofNullable(role))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(Role.MEMBER);
        }
    }

    @GET
    @Allow(Scope.MEMBER_READ)
    @Operation(summary = "Members, and who is invited")
    public RestResponse<List<Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        var all = Stream.concat(
                members.list().stream().map(Listed::of),
                invitations.list().stream().map(pending -> Listed.of(pending, Optional.empty())));
        return slices.of(all.toList(), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(
            summary = "Invite somebody",
            description =
                    "The link to hand over is in this answer and nowhere else; with a mail server, the address gets one of its"
                            + " own. Nobody is a member before using it.")
    public Listed invite(@NotNull @Valid NewMember member) {
        var made = invitations.invite(member.email(), member.wanted());
        return Listed.of(made.invitation(), Optional.of(made.link().toString()));
    }

    @DELETE
    @Path("/{member}")
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(summary = "Remove a member, or withdraw an invitation")
    public void remove(@RestPath String member) {
        if (member.startsWith(INVITATION)) {
            invitations.withdraw(number(member.substring(INVITATION.length())));
        } else {
            members.remove(number(member));
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotFoundException();
        }
    }
}
