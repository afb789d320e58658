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
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.Slices;

/** The limits of an organization, which hold for all its projects together. */
@Path("/api/v1/organizations/{org}/quotas")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Limits")
class OrganizationQuotaApi {

    private final Quotas quotas;
    private final Slices slices;

    OrganizationQuotaApi(Quotas quotas, Slices slices) {
        this.quotas = quotas;
        this.slices = slices;
    }

    @GET
    @Allow(Scope.ORG_READ)
    @Operation(summary = "List the organization's limits")
    public RestResponse<List<Quotas.Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(quotas.list(null), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Limit all projects together")
    public Quotas.Listed create(@NotNull @Valid QuotaApi.NewQuota quota) {
        return quotas.create(null, quota.wanted());
    }

    @PUT
    @Path("/{quota}")
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Change how much a limit of the organization lets in")
    public Quotas.Listed change(@RestPath long quota, @NotNull @Valid QuotaApi.QuotaChange change) {
        return quotas.change(null, quota, change.amount());
    }

    @DELETE
    @Path("/{quota}")
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Delete a limit of the organization")
    public void delete(@RestPath long quota) {
        quotas.delete(null, quota);
    }
}
