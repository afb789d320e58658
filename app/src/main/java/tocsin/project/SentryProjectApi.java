package tocsin.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
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
import tocsin.scrub.Privacy;

/** Projects as Sentry's clients expect them. */
@Path("/api/0")
@Tag(name = "Sentry-compatible")
class SentryProjectApi {

    private final Access access;
    private final Projects projects;
    private final IntakeSettings settings;
    private final Slices slices;

    SentryProjectApi(Access access, Projects projects, IntakeSettings settings, Slices slices) {
        this.access = access;
        this.projects = projects;
        this.settings = settings;
        this.slices = slices;
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
        return slices.of(
                Project.everyOne().stream()
                        .filter(project -> visible.contains(project.id))
                        .map(Listed::of)
                        .toList(),
                cursor,
                uri);
    }

    /** One project with its choices. */
    record Detailed(
            String id,
            String slug,
            String name,
            String platform,
            String status,
            Instant dateCreated,
            boolean isMember,
            boolean hasAccess,
            boolean dataScrubber,
            boolean dataScrubberDefaults,
            boolean scrubIPAddresses,
            List<String> sensitiveFields,
            List<String> safeFields) {

        static Detailed of(Listed project, Privacy privacy) {
            return new Detailed(
                    project.id,
                    project.slug,
                    project.name,
                    project.platform,
                    project.status,
                    project.dateCreated,
                    project.isMember,
                    project.hasAccess,
                    privacy.on(),
                    privacy.defaults(),
                    privacy.addresses(),
                    privacy.sensitiveFields(),
                    privacy.safeFields());
        }
    }

    /** What is left out stays as it is. */
    record Change(
            String name,
            Boolean dataScrubber,
            Boolean dataScrubberDefaults,
            Boolean scrubIPAddresses,
            List<@NotNull String> sensitiveFields,
            List<@NotNull String> safeFields) {

        Privacy applied(Privacy privacy) {
            return new Privacy(
                    dataScrubber == null ? privacy.on() : dataScrubber,
                    dataScrubberDefaults == null ? privacy.defaults() : dataScrubberDefaults,
                    privacy.emails(),
                    scrubIPAddresses == null ? privacy.addresses() : scrubIPAddresses,
                    sensitiveFields == null ? privacy.sensitiveFields() : sensitiveFields,
                    safeFields == null ? privacy.safeFields() : safeFields,
                    privacy.rules(),
                    privacy.salt());
        }
    }

    @GET
    @Path("/projects/{org}/{project}")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "One project, by slug or id")
    public Detailed get(@RestPath String project) {
        return detailed(access.project(project).id());
    }

    @PUT
    @Path("/projects/{org}/{project}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Change a project's name, and what is taken out of its events")
    public Detailed change(@RestPath String project, @NotNull @Valid Change change) {
        var id = access.project(project).id();
        if (change.name() != null) {
            var known = projects.get(id);
            projects.change(id, known.slug(), change.name(), known.platform());
        }
        var privacy = settings.privacy(id);
        var changed = change.applied(privacy);
        if (!changed.equals(privacy)) {
            settings.save(id, changed);
        }
        return detailed(id);
    }

    private Detailed detailed(long id) {
        return Detailed.of(Listed.of(Project.get(id)), settings.privacy(id));
    }
}
