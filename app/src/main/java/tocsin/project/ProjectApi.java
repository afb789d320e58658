package tocsin.project;

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
import tocsin.account.Slices;
import tocsin.account.Slug;

/** Projects and the teams that look after them. */
@Path("/api/v1/organizations/{org}/projects")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
class ProjectApi {

    private final Access access;
    private final Projects projects;
    private final Slices slices;

    ProjectApi(Access access, Projects projects, Slices slices) {
        this.access = access;
        this.projects = projects;
        this.slices = slices;
    }

    record NewProject(
            @NotNull @Pattern(regexp = Slug.PATTERN, message = Slug.RULE)
            String slug,

            @Size(max = 100) String name,
            @Size(max = 50) String platform,
            Set<@NotNull Long> teams) {}

    record ProjectChange(
            @NotNull @Pattern(regexp = Slug.PATTERN, message = Slug.RULE)
            String slug,

            @Size(max = 100) String name,
            @Size(max = 50) String platform,
            @NotNull Boolean active) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "List the projects you see")
    public RestResponse<List<Projects.Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        var visible = access.projects();
        return slices.of(
                projects.list().stream()
                        .filter(project -> visible.contains(project.id()))
                        .toList(),
                cursor,
                uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Create a project",
            description = "It has a key, “Default”, whose DSN is among the project's keys.")
    public Projects.Listed create(@NotNull @Valid NewProject project) {
        return projects.create(
                project.slug(),
                project.name(),
                project.platform(),
                project.teams() == null ? Set.of() : project.teams());
    }

    @GET
    @Path("/{project}")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "Show a project")
    public Projects.Listed get(@RestPath String project) {
        return projects.get(id(project));
    }

    @PUT
    @Path("/{project}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Change a project, or disable and enable it")
    public Projects.Listed change(@RestPath String project, @NotNull @Valid ProjectChange change) {
        return projects.change(id(project), change.slug(), change.name(), change.platform(), change.active());
    }

    @DELETE
    @Path("/{project}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Delete a project with its issues and events")
    public void delete(@RestPath String project) {
        projects.delete(id(project));
    }

    @PUT
    @Path("/{project}/teams/{team}")
    @Consumes(MediaType.WILDCARD)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Let a team look after a project")
    public Projects.Listed addTeam(@RestPath String project, @RestPath String team) {
        return projects.addTeam(id(project), team);
    }

    @DELETE
    @Path("/{project}/teams/{team}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Relieve a team of a project")
    public Projects.Listed removeTeam(@RestPath String project, @RestPath String team) {
        return projects.removeTeam(id(project), team);
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
