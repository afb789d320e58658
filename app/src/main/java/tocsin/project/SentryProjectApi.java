package tocsin.project;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.account.Slices;

/** Projects as Sentry's clients expect them. */
@Path("/api/0")
@Tag(name = "Sentry-compatible")
class SentryProjectApi {

    private final Access access;

    SentryProjectApi(Access access) {
        this.access = access;
    }

    record Listed(
            String id,
            String slug,
            String name,
            String platform,
            String status,
            Instant dateCreated,
            boolean isMember,
            boolean hasAccess) {

        static Listed of(Project project) {
            return new Listed(
                    Long.toString(project.id),
                    project.slug,
                    project.name,
                    project.platform,
                    project.status == Project.Status.ACTIVE ? "active" : "disabled",
                    project.createdAt,
                    true,
                    true);
        }
    }

    @GET
    @Path("/organizations/{org}/projects")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "The projects that the token's person sees")
    public RestResponse<List<Listed>> list(@RestQuery String cursor, @Context UriInfo uri) {
        var visible = access.projects();
        return Slices.of(
                Project.everyOne().stream()
                        .filter(project -> visible.contains(project.id))
                        .map(Listed::of)
                        .toList(),
                cursor,
                uri);
    }

    @GET
    @Path("/projects/{org}/{project}")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "One project, by slug or id")
    public Listed get(@RestPath String project) {
        return Listed.of(Project.get(access.project(project).id()));
    }
}
