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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.Slices;

/** The tokens with which programs enrol as sensors of a project. */
@Path("/api/v1/organizations/{org}/projects/{project}/enrolments")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sensors")
class EnrolmentApi {

    private final Access access;
    private final Enrolments enrolments;
    private final Slices slices;

    EnrolmentApi(Access access, Enrolments enrolments, Slices slices) {
        this.access = access;
        this.enrolments = enrolments;
        this.slices = slices;
    }

    /** {@code most}: so many sensors may enrol, within so many hours. */
    record NewEnrolment(
            @NotNull String label,
            @NotNull Integer most,
            @NotNull Integer hours) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "List enrolment tokens", description = "Those that still let a sensor in.")
    public RestResponse<List<Enrolments.Listed>> list(
            @RestPath String project, @RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(enrolments.list(id(project)), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Create an enrolment token", description = "The token is shown this once.")
    public Enrolments.Created create(@RestPath String project, @NotNull @Valid NewEnrolment wanted) {
        return enrolments.create(id(project), wanted.label(), wanted.most(), Duration.ofHours(wanted.hours()));
    }

    @DELETE
    @Path("/{enrolment}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Revoke an enrolment token", description = "Sensors that enrolled with it stay.")
    public void revoke(@RestPath String project, @RestPath long enrolment) {
        enrolments.revoke(id(project), enrolment);
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
