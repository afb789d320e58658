package tocsin.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The token's organization itself. */
@Path("/api/v1/organizations/{org}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Organization")
class OrganizationApi {

    private final Access access;
    private final Organizations organizations;

    OrganizationApi(Access access, Organizations organizations) {
        this.access = access;
        this.organizations = organizations;
    }

    record Shown(String id, String slug, String name, Instant createdAt) {
        static Shown of(Organization organization) {
            return new Shown(organization.tenantId, organization.slug, organization.name, organization.createdAt);
        }
    }

    record Change(
            @NotNull @Pattern(regexp = Slug.PATTERN, message = Slug.RULE)
            String slug,

            @NotBlank @Size(max = 100) String name) {}

    @GET
    @Allow(Scope.ORG_READ)
    @Operation(summary = "Show the organization")
    public Shown get() {
        return Shown.of(Organization.get(access.tenant()));
    }

    @PUT
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Change slug and name")
    public Shown change(@NotNull @Valid Change change) {
        return Shown.of(organizations.change(change.slug(), change.name()));
    }

    @POST
    @Path("/disable")
    @Consumes(MediaType.WILDCARD)
    @Allow(Scope.ORG_ADMIN)
    @Operation(
            summary = "Disable the organization",
            description =
                    "It takes no more events and lets nobody in, until an administrator of the instance enables it.")
    public void disable() {
        organizations.disable();
    }

    @DELETE
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Delete the organization with everything in it")
    public void delete() {
        organizations.delete();
    }
}
