package tocsin.notice;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;

/** Whether news of a project are mailed to the token's person. */
@Path("/api/v1/organizations/{org}/projects/{project}/mail")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Forwarding")
class MailApi {

    private final Access access;
    private final Wishes wishes;

    MailApi(Access access, Wishes wishes) {
        this.access = access;
        this.wishes = wishes;
    }

    record WishChange(Boolean wants) {}

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "Whether news of a project are mailed to you")
    public Wishes.Wish get(@RestPath String project) {
        var slug = access.project(project).slug();
        return wishes.of(access.user().id()).stream()
                .filter(belonging -> belonging.slug().equals(access.org()))
                .map(Wishes.Belonging::projects)
                .flatMap(List::stream)
                .filter(wish -> wish.slug().equals(slug))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    @PUT
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "Have news of a project mailed to you, or not")
    public Wishes.Wish save(@RestPath String project, WishChange change) {
        // First of all: whoever does not see the project is not told what is wrong with the request.
        var slug = access.project(project).slug();
        if (change == null || change.wants() == null) {
            throw new BadRequestException("Say what is wanted: {\"wants\": true}");
        }
        wishes.save(access.user().id(), access.org(), slug, change.wants());
        return get(project);
    }
}
