package tocsin.sensor;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
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

/** The sensors of a project, for those who look after them; sensors themselves speak to {@code /api/v1/sensor}. */
@Path("/api/v1/organizations/{org}/projects/{project}/sensors")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sensors")
class SensorApi {

    private final Access access;
    private final Sensors sensors;
    private final SigningKeys signingKeys;
    private final Slices slices;

    SensorApi(Access access, Sensors sensors, SigningKeys signingKeys, Slices slices) {
        this.access = access;
        this.sensors = sensors;
        this.signingKeys = signingKeys;
        this.slices = slices;
    }

    /** {@code graceHours}: for so long the tokens that sensors have now are believed. */
    record Rotation(@NotNull Integer graceHours) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "List sensors", description = "The newest first, those that were revoked among them.")
    public RestResponse<List<Sensors.Listed>> list(
            @RestPath String project, @RestQuery String cursor, @Context UriInfo uri) {
        var found = sensors.before(id(project), Slices.position(cursor, Long.MAX_VALUE));
        return slices.before(found, Sensors.Listed::id, cursor, uri);
    }

    @DELETE
    @Path("/{sensor}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Revoke a sensor",
            description = "Within seconds, neither its token nor its DSN is believed. It cannot be undone.")
    public void revoke(@RestPath String project, @RestPath long sensor) {
        sensors.revoke(id(project), sensor);
    }

    @POST
    @Path("/rotate")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Sign the tokens of sensors with a new key",
            description =
                    "Tokens that were signed with the old one are believed for the grace, in which sensors get new"
                            + " ones by themselves at `/api/v1/sensor/token`. Without a grace all sensors have to enrol anew.")
    public SigningKeys.Rotated rotate(@RestPath String project, @NotNull @Valid Rotation rotation) {
        return signingKeys.rotate(id(project), Duration.ofHours(rotation.graceHours()));
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
