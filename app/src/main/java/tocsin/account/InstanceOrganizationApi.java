package tocsin.account;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.tenant.Tenant;

/**
 * Every organization of the instance, for its administrators, who see that it is there and not what it has. Tokens need
 * {@code instance:admin}.
 */
@Path("/api/v1/instance/organizations")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations of the instance")
class InstanceOrganizationApi {

    private static final String WHY = "administrators of the instance, whose every look is audited";

    private final Organizations organizations;
    private final Slices slices;

    InstanceOrganizationApi(Organizations organizations, Slices slices) {
        this.organizations = organizations;
        this.slices = slices;
    }

    /** What is left out stays. */
    record Change(
            @Size(min = 1, max = 100) String name,

            @Pattern(regexp = Slug.PATTERN, message = Slug.RULE)
            String slug) {}

    @GET
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "List all organizations")
    public RestResponse<List<Tenant>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(organizations.all("listed the organizations"), cursor, uri);
    }

    @GET
    @Path("/{slug}")
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Show one of them")
    public Tenant get(@RestPath String slug) {
        return organizations.bySlug(slug, "looked at the organization " + slug);
    }

    @PUT
    @Path("/{slug}")
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Change slug and name of one")
    public Tenant change(@RestPath String slug, @NotNull @Valid Change change) {
        var before = organizations.bySlug(slug, "looked at the organization " + slug);
        return organizations.change(
                slug,
                change.slug() == null ? before.slug() : change.slug(),
                change.name() == null ? before.name() : change.name());
    }

    @POST
    @Path("/{slug}/disable")
    @Consumes(MediaType.WILDCARD)
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Disable one", description = "It takes no more events and lets nobody in.")
    public Tenant disable(@RestPath String slug) {
        organizations.disable(slug);
        return get(slug);
    }

    @POST
    @Path("/{slug}/enable")
    @Consumes(MediaType.WILDCARD)
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Enable one")
    public Tenant enable(@RestPath String slug) {
        organizations.enable(slug);
        return get(slug);
    }

    @DELETE
    @Path("/{slug}")
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Delete a disabled one with everything in it")
    public void delete(@RestPath String slug) {
        organizations.delete(slug);
    }
}
