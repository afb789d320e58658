package tocsin.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import tocsin.account.Open;
import tocsin.event.DiskBudget;

/** Asked by proxies, orchestrators and operators. */
@Path("/")
@Tag(name = "Instance", description = "What runs here, and whether it can take requests")
@Produces(MediaType.APPLICATION_JSON)
public class HealthApi {

    private static final String FOR_PROXIES =
            "proxies and orchestrators ask without a login; it says nothing of tenants";

    private final Drain drain;
    private final Checks checks;
    private final DiskBudget budget;

    HealthApi(Drain drain, Checks checks, DiskBudget budget) {
        this.drain = drain;
        this.checks = checks;
        this.budget = budget;
    }

    /** {@code reasons}: why no requests should be sent; {@code warnings}: what works, but not as it should. */
    @RegisterForReflection
    public record Readiness(boolean ready, List<String> reasons, List<String> warnings) {}

    @GET
    @Path("up")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The process is alive")
    @Open(FOR_PROXIES)
    public Response up() {
        return Response.ok("up\n").header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    @GET
    @Path("ready")
    @Operation(summary = "Requests can be taken", description = "503 with the reasons when they cannot.")
    @Open(FOR_PROXIES)
    public Response ready() {
        var reasons = new ArrayList<String>();
        if (drain.hasBegun()) {
            reasons.add("draining: this process was told to stop");
        }
        var seen = checks.now();
        seen.broken().forEach(part -> reasons.add(part.name() + ": " + part.detail()));
        var warnings = new ArrayList<String>();
        if (reasons.isEmpty() && seen.oneRoleOnly()) {
            warnings.add("one database role does everything: rows are guarded by FORCE ROW LEVEL SECURITY alone");
        }
        budget.warning().ifPresent(warnings::add);
        return Response.status(reasons.isEmpty() ? 200 : 503)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new Readiness(reasons.isEmpty(), reasons, warnings))
                .build();
    }
}
