package tocsin.digest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
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

/** Removing all that names a person, for programs. */
@Path("/api/v1/organizations/{org}/erasures")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations")
class ErasureApi {

    private final Access access;
    private final Erasures erasures;
    private final Slices slices;

    ErasureApi(Access access, Erasures erasures, Slices slices) {
        this.access = access;
        this.erasures = erasures;
        this.slices = slices;
    }

    /** {@code kind} is id, email, username or ip; {@code project} a slug, absent for all projects. */
    record NewErasure(@NotNull String kind, @NotNull String value, String project) {}

    @GET
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "What was asked to be erased, the newest first, and how far it has come")
    public RestResponse<List<Erasures.Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(erasures.newest(), cursor, uri);
    }

    @GET
    @Path("/{erasure}")
    @Allow(Scope.ORG_ADMIN)
    @Operation(summary = "How far one has come")
    public Erasures.Listed get(@RestPath long erasure) {
        return erasures.find(erasure).orElseThrow(NotFoundException::new);
    }

    @POST
    @ResponseStatus(202)
    @Allow(Scope.ORG_ADMIN)
    @Operation(
            summary = "Erase a person",
            description =
                    "Removes in the background every event that names them, with attachments and what was written about it,"
                            + " what they wrote themselves, and the values of tags that are they. Numbers of issues stay.")
    public Erasures.Listed ask(@NotNull @Valid NewErasure asked) {
        return erasures.ask(
                asked.kind(),
                asked.value(),
                asked.project() == null
                        ? null
                        : (Long) access.project(asked.project()).id());
    }
}
