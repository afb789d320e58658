package tocsin.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.Slices;

/** The keys of a project, each with its DSN. */
@Path("/api/v1/organizations/{org}/projects/{project}/keys")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
class KeyApi {

    private final Access access;
    private final ProjectKeys keys;
    private final Slices slices;

    KeyApi(Access access, ProjectKeys keys, Slices slices) {
        this.access = access;
        this.keys = keys;
        this.slices = slices;
    }

    record NewKey(@Size(max = 100) String label) {}

    record KeyChange(@Size(max = 100) String label, @NotNull Boolean active) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "List keys")
    public RestResponse<List<ProjectKeys.Listed>> list(
            @RestPath String project, @RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(keys.list(id(project)), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Create a key")
    public ProjectKeys.Listed create(@RestPath String project, @NotNull @Valid NewKey key) {
        return keys.create(id(project), key.label());
    }

    @PUT
    @Path("/{key}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Rename a key, or disable and enable it")
    public ProjectKeys.Listed change(@RestPath String project, @RestPath long key, @NotNull @Valid KeyChange change) {
        return keys.change(id(project), key, change.label(), change.active());
    }

    @POST
    @Path("/{key}/rotate")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(201)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Replace a key by a new one", description = "The old one is disabled, not deleted.")
    public ProjectKeys.Listed rotate(@RestPath String project, @RestPath long key) {
        return keys.rotate(id(project), key);
    }

    @DELETE
    @Path("/{key}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Delete a key")
    public void delete(@RestPath String project, @RestPath long key) {
        keys.delete(id(project), key);
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
