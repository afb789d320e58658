package tocsin.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tocsin.account.Open;
import tocsin.config.Build;

/** What runs here. */
@Path("/api/v1/instance")
@Tag(name = "Instance")
@Produces(MediaType.APPLICATION_JSON)
public class InstanceApi {

    private final Drain drain;
    private final Checks checks;
    private final DatabasePartsSql database;

    InstanceApi(Drain drain, Checks checks, DatabasePartsSql database) {
        this.drain = drain;
        this.checks = checks;
        this.database = database;
    }

    /** {@code schema} is the newest applied script of the expand history. */
    @RegisterForReflection
    public record Instance(
            String version,
            String commit,
            String built,
            String train,
            String schema,
            boolean ready,
            List<Part> parts) {}

    @GET
    @Operation(summary = "Version, commit, schema and health of this instance")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Instance.class)))
    @Open("clients adapt to the version before they log in; the same is in a header of every answer")
    public Response instance() {
        var build = Build.current();
        var seen = checks.now();
        return Response.ok(new Instance(
                        build.version(),
                        build.commit(),
                        build.time(),
                        build.train(),
                        database.schema(),
                        seen.broken().isEmpty() && !drain.hasBegun(),
                        seen.parts()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
