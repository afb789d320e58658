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

/** What was changed in an organization, by whom, newest first. */
@Path("/api/v1/organizations/{org}/audit")
@Tag(name = "Audit")
class AuditApi {

    public record Line(
            long id, Instant at, Long userId, String actor, String ip, String action, String target, String detail) {
        static Line of(AuditEntry entry) {
            return new Line(
                    entry.id, entry.at, entry.userId, entry.actor, entry.ip, entry.action, entry.target, entry.detail);
        }
    }

    private final Slices slices;

    AuditApi(Slices slices) {
        this.slices = slices;
    }

    @GET
    @Allow(Scope.MEMBER_ADMIN)
    @Operation(summary = "Read the audit log")
    public RestResponse<List<Line>> list(@RestQuery String cursor, @Context UriInfo uri) {
        var found = AuditEntry.before(Slices.position(cursor, Long.MAX_VALUE), Slices.SIZE + 1).stream()
                .map(Line::of)
                .toList();
        return slices.before(found, Line::id, cursor, uri);
    }
}
