package tocsin.project;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.PageAnswer;
import tocsin.account.Scope;

/** Who names an organization or a project and no page wants its issues. In the class of {@code /login} and {@code /up}, which so go first. */
@Path("/")
class Doorsteps {

    private final Access access;

    Doorsteps(Access access) {
        this.access = access;
    }

    @GET
    @Path("{org}")
    @Allow(Scope.EVENT_READ)
    public Response organization() {
        return PageAnswer.to("/" + access.org() + "/issues");
    }

    @GET
    @Path("{org}/{project}")
    @Allow(Scope.EVENT_READ)
    public Response project(@RestPath String project) {
        return PageAnswer.to("/" + access.org() + "/" + access.project(project).slug() + "/issues");
    }
}
