package tocsin.account;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Organizations as Sentry's clients expect them. A token knows exactly one. */
@Path("/api/0")
@Tag(name = "Sentry-compatible")
class SentryOrganizationApi {

    private final Access access;

    SentryOrganizationApi(Access access) {
        this.access = access;
    }

    record Listed(String id, String slug, String name, Status status, Instant dateCreated) {
        static Listed of(Organization organization) {
            return new Listed(
                    organization.tenantId,
                    organization.slug,
                    organization.name,
                    new Status("active", "active"),
                    organization.createdAt);
        }
    }

    record Status(String id, String name) {}

    @GET
    @Path("/organizations")
    @Allow(Scope.ORG_READ)
    @Operation(summary = "The token's organization")
    public RestResponse<List<Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return Slices.of(List.of(Listed.of(Organization.get(access.tenant()))), cursor, uri);
    }

    @GET
    @Path("/organizations/{org}")
    @Allow(Scope.ORG_READ)
    @Operation(summary = "One organization")
    public Listed get(String org) {
        return Listed.of(Organization.get(access.tenant()));
    }
}
