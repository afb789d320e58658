package tocsin.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where somebody lands who names no page. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class HomePages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance nowhere(boolean instanceAdmin);
    }

    private final Access access;
    private final AccountSql sql;

    HomePages(Access access, AccountSql sql) {
        this.access = access;
        this.sql = sql;
    }

    @GET
    @SignedIn("leads people to their own organization")
    public Response home() {
        return sql.memberships(access.user().id()).stream()
                .findFirst()
                .map(member -> PageAnswer.to("/" + member.slug() + "/issues"))
                .orElseGet(() -> PageAnswer.page(Templates.nowhere(access.user().instanceAdmin())));
    }
}
