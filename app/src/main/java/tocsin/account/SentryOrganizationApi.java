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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.tenant.Tenant;

/** Organizations as Sentry's clients expect them. A token knows exactly one. */
@Path("/api/0")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sentry-compatible")
class SentryOrganizationApi {

    private final Access access;
    private final Organizations organizations;
    private final Users users;
    private final Slices slices;

    SentryOrganizationApi(Access access, Organizations organizations, Users users, Slices slices) {
        this.access = access;
        this.organizations = organizations;
        this.users = users;
        this.slices = slices;
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

        static Listed of(Tenant made) {
            return new Listed(made.id(), made.slug(), made.name(), new Status("active", "active"), Instant.now());
        }
    }

    record Status(String id, String name) {}

    /** Without a slug one is made from the name; without an owner it is the caller's. */
    record NewOrganization(
            @NotBlank @Size(max = 100) String name,

            @Pattern(regexp = Slug.PATTERN, message = Slug.RULE)
            String slug,

            @Size(max = 254) String owner) {}

    /** What is left out stays. */
    record Change(
            @Size(min = 1, max = 100) String name,

            @Pattern(regexp = Slug.PATTERN, message = Slug.RULE)
            String slug) {}

    @GET
    @Path("/organizations")
    @Allow(Scope.ORG_READ)
    @Operation(summary = "The token's organization")
    public RestResponse<List<Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(List.of(Listed.of(Organization.get(access.tenant()))), cursor, uri);
    }

    @POST
    @Path("/organizations")
    @ResponseStatus(201)
    @SignedIn(value = "administrators of the instance, for whom it is audited", instanceAdmin = true)
    @Operation(
            summary = "Create an organization",
            description = "The owner needs an account. A token with instance:admin may do this.")
    public Listed create(@NotNull @Valid NewOrganization wanted) {
        var owner = wanted.owner() == null
                ? access.user().id()
                : users.known(wanted.owner())
                        .orElseThrow(() -> new Refused("owner", wanted.owner() + " has no account"));
        var slug = wanted.slug() == null ? Slug.from(wanted.name()) : wanted.slug();
        return Listed.of(organizations.create(slug, wanted.name(), owner));
    }

    @PUT
    @Path("/organizations/{org}")
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Change slug and name")
    public Listed change(String org, @NotNull @Valid Change change) {
        var before = Organization.get(access.tenant());
        return Listed.of(organizations.change(
                change.slug() == null ? before.slug : change.slug(),
                change.name() == null ? before.name : change.name()));
    }

    @DELETE
    @Path("/organizations/{org}")
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Delete the organization with everything in it")
    public void delete(String org) {
        organizations.delete();
    }

    @GET
    @Path("/organizations/{org}")
    @Allow(Scope.ORG_READ)
    @Operation(summary = "One organization")
    public Listed get(String org) {
        return Listed.of(Organization.get(access.tenant()));
    }
}
