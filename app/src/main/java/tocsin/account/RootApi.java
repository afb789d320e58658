package tocsin.account;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where Sentry's clients ask whether they are welcome. */
@Path("/api/0")
@Tag(name = "Sentry-compatible")
class RootApi {

    private final Access access;

    RootApi(Access access) {
        this.access = access;
    }

    /** In Sentry's shape. */
    record Root(String version, Caller user, Auth auth) {}

    record Caller(String id, String name, String username, String email, boolean isActive, boolean isSuperuser) {}

    record Auth(List<String> scopes) {}

    @GET
    @SignedIn("Tells callers who they are and what their token may do")
    @Operation(summary = "Who am I, and what may I do?")
    public Root root() {
        var person = access.user();
        return new Root(
                "0",
                new Caller(Long.toString(person.id()), person.name(), person.email(), person.email(), true, false),
                new Auth(access.scopes().stream().map(Scope::text).sorted().toList()));
    }
}
