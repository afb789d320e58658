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

/** What administrators of the instance and jobs did across organizations, and why, newest first. */
@Path("/api/v1/instance/audit")
@Tag(name = "Audit")
class InstanceAuditApi {

    /** @param actor the address of a person, or the name of a job or command */
    public record Line(long id, Instant at, String actor, String reason) {}

    private final InstanceAuditSql sql;
    private final Slices slices;

    InstanceAuditApi(InstanceAuditSql sql, Slices slices) {
        this.sql = sql;
        this.slices = slices;
    }

    @GET
    @SignedIn(value = "administrators of the instance, whose own deeds it tells", instanceAdmin = true)
    @Operation(summary = "Read the instance's audit log")
    public RestResponse<List<Line>> list(@RestQuery String cursor, @Context UriInfo uri) {
        var found = sql.before(Slices.position(cursor, Long.MAX_VALUE), Slices.SIZE + 1);
        return slices.before(found, Line::id, cursor, uri);
    }
}
