package tocsin.event;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;

/** What a project keeps, and how much it may. */
@Path("/api/v1/organizations/{org}/projects/{project}/storage")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Limits")
class StorageApi {

    private final Access access;
    private final Storage storage;

    StorageApi(Access access, Storage storage) {
        this.access = access;
        this.storage = storage;
    }

    /** {@code events} absent: as many as the instance lets a project keep. */
    record StorageChange(Long events) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "What a project has stored by day, what went and why, and the limits that hold")
    public Storage.Stored stored(@RestPath String project) {
        return storage.of(access.project(project));
    }

    @PUT
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Change how many events a project keeps",
            description = "The oldest above it go in the background, but for up to ten of each issue.")
    public Storage.Stored change(@RestPath String project, @NotNull StorageChange change) {
        storage.keep(access.project(project), change.events());
        return storage.of(access.project(project));
    }
}
