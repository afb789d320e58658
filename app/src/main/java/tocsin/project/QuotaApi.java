package tocsin.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import tocsin.quota.Window;

/** The limits of a project and of its keys. */
@Path("/api/v1/organizations/{org}/projects/{project}/quotas")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Limits")
class QuotaApi {

    private final Access access;
    private final Quotas quotas;
    private final Slices slices;

    QuotaApi(Access access, Quotas quotas, Slices slices) {
        this.access = access;
        this.quotas = quotas;
        this.slices = slices;
    }

    /** {@code key} absent: all keys together; {@code category} absent: all categories together. */
    record NewQuota(
            Long key,
            String category,
            @NotNull Long amount,
            @NotNull Window window) {

        Quotas.Wanted wanted() {
            return new Quotas.Wanted(key, category == null ? "" : category, amount, window);
        }
    }

    record Spikes(@NotNull Boolean damped) {}

    record QuotaChange(@NotNull Long amount) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "List a project's limits")
    public RestResponse<List<Quotas.Listed>> list(
            @RestPath String project, @RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(quotas.list(id(project)), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Limit a project or one of its keys",
            description =
                    "So much in each minute, hour, day or month; attachments in bytes. What comes above is dropped,"
                            + " counted, and SDKs are told for how long.")
    public Quotas.Listed create(@RestPath String project, @NotNull @Valid NewQuota quota) {
        return quotas.create(id(project), quota.wanted());
    }

    @PUT
    @Path("/{quota}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Change how much a limit lets in")
    public Quotas.Listed change(@RestPath String project, @RestPath long quota, @NotNull @Valid QuotaChange change) {
        return quotas.change(id(project), quota, change.amount());
    }

    @DELETE
    @Path("/{quota}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Delete a limit")
    public void delete(@RestPath String project, @RestPath long quota) {
        quotas.delete(id(project), quota);
    }

    @GET
    @Path("/spikes")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "Whether far more than usual is damped")
    public Spikes spikes(@RestPath String project) {
        return new Spikes(quotas.dampsSpikes(id(project)));
    }

    @PUT
    @Path("/spikes")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Damp what is far above the usual, or take all of it")
    public Spikes dampSpikes(@RestPath String project, @NotNull @Valid Spikes spikes) {
        quotas.dampSpikes(id(project), spikes.damped());
        return spikes;
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
