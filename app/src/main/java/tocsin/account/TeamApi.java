package tocsin.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** Teams and the people in them. */
@Path("/api/v1/organizations/{org}/teams")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Teams")
class TeamApi {

    private final Teams teams;
    private final Slices slices;

    TeamApi(Teams teams, Slices slices) {
        this.teams = teams;
        this.slices = slices;
    }

    record TeamChange(
            @NotNull @Pattern(regexp = Slug.PATTERN, message = Slug.RULE)
            String slug,

            @Size(max = 100) String name) {}

    @GET
    @Allow(Scope.TEAM_READ)
    @Operation(summary = "List teams")
    public RestResponse<List<Teams.Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(teams.list(), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.TEAM_WRITE)
    @Operation(summary = "Create a team")
    public Teams.Listed create(@NotNull @Valid TeamChange team) {
        return teams.create(team.slug(), team.name());
    }

    @GET
    @Path("/{team}")
    @Allow(Scope.TEAM_READ)
    @Operation(summary = "Show a team")
    public Teams.Listed get(@RestPath String team) {
        return teams.get(team);
    }

    @PUT
    @Path("/{team}")
    @Allow(Scope.TEAM_WRITE)
    @Operation(summary = "Change a team's slug and name")
    public Teams.Listed change(@RestPath String team, @NotNull @Valid TeamChange change) {
        return teams.change(team, change.slug(), change.name());
    }

    @DELETE
    @Path("/{team}")
    @Allow(Scope.TEAM_WRITE)
    @Operation(summary = "Delete a team")
    public void delete(@RestPath String team) {
        teams.delete(team);
    }

    @PUT
    @Path("/{team}/members/{id}")
    @Consumes(MediaType.WILDCARD)
    @Allow(Scope.TEAM_WRITE)
    @Operation(summary = "Put a member into a team")
    public Teams.Listed addMember(@RestPath String team, @RestPath long id) {
        return teams.addMember(team, id);
    }

    @DELETE
    @Path("/{team}/members/{id}")
    @Allow(Scope.TEAM_WRITE)
    @Operation(summary = "Take a member out of a team")
    public Teams.Listed removeMember(@RestPath String team, @RestPath long id) {
        return teams.removeMember(team, id);
    }
}
