package tocsin.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The caller's own tokens. Only an owner's token makes new ones: a stolen one must not be able to outlive itself. */
@Path("/api/v1/organizations/{org}/tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
class TokenApi {

    private final Access access;
    private final Tokens tokens;
    private final Slices slices;

    TokenApi(Access access, Tokens tokens, Slices slices) {
        this.access = access;
        this.tokens = tokens;
        this.slices = slices;
    }

    record NewToken(
            @NotBlank @Size(max = 100) String name,
            @NotEmpty Set<String> scopes,
            @Future Instant expiresAt) {}

    @GET
    @Allow(Scope.ORG_READ)
    @Operation(summary = "List your tokens")
    public RestResponse<List<Tokens.Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(tokens.list(access.user().id()), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "Create a token", description = "Its secret is in this answer and nowhere else.")
    public Tokens.Created create(@NotNull @Valid NewToken token) {
        var scopes = token.scopes().stream()
                .map(text ->
                        Scope.known(text).orElseThrow(() -> new Refused("scopes", "“" + text + "” is not a scope")))
                .collect(Collectors.toSet());
        return tokens.create(access.user().id(), token.name(), scopes, Optional.ofNullable(token.expiresAt()));
    }

    @DELETE
    @Path("/{id}")
    @Allow(Scope.ORG_READ)
    @Operation(summary = "Revoke a token")
    public void revoke(@RestPath long id) {
        tokens.revoke(access.user().id(), id);
    }
}
