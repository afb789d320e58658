package tocsin.forward;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.account.Slices;
import tocsin.sentry.SentryEvent.Level;

/** Where a project's facts are forwarded to. */
@Path("/api/v1/organizations/{org}/projects/{project}/forwards")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Forwarding")
class ForwardApi {

    private final Access access;
    private final Forwards forwards;
    private final Slices slices;

    ForwardApi(Access access, Forwards forwards, Slices slices) {
        this.access = access;
        this.forwards = forwards;
        this.slices = slices;
    }

    /**
     * {@code channel}: the list, stream or topic. {@code login} and {@code secret}: of Redis or Kafka. {@code level}: the
     * least severe that is forwarded; absent: all. {@code environment}: the only one; absent: all.
     */
    record WantedForward(
            @NotNull ForwardKind kind,
            @NotNull String name,
            @NotNull String address,
            String channel,
            String login,
            String secret,
            boolean opened,
            boolean regressed,
            boolean everyEvent,
            String level,
            String environment) {

        NewForward wanted() {
            return new NewForward(
                    kind,
                    name,
                    address,
                    channel,
                    login,
                    secret,
                    opened,
                    regressed,
                    everyEvent,
                    ForwardApi.level(level),
                    environment);
        }

        /** Whoever prints it by mistake prints no secret. */
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    record ForwardChange(@NotNull Boolean active) {}

    /** By its name; the least severe when there is none. */
    static Level level(String word) {
        if (word == null || word.isBlank()) {
            return Level.DEBUG;
        }
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Refused("level", "There is no level “" + word + "”"));
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "List a project's targets", description = "Secrets are not among what is told.")
    public RestResponse<List<Forwards.Listed>> list(
            @RestPath String project, @RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(forwards.list(id(project)), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Forward to a webhook, to Redis or to Kafka",
            description = "The key that signs a webhook's messages is in this answer and nowhere else.")
    public Forwards.Created create(@RestPath String project, @NotNull @Valid WantedForward forward) {
        return forwards.create(id(project), forward.wanted());
    }

    @PUT
    @Path("/{forward}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Disable or enable a target", description = "What waits for it waits, for a day.")
    public Forwards.Listed change(
            @RestPath String project, @RestPath long forward, @NotNull @Valid ForwardChange change) {
        return forwards.become(id(project), forward, change.active());
    }

    @DELETE
    @Path("/{forward}")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Delete a target and what waits for it")
    public void delete(@RestPath String project, @RestPath long forward) {
        forwards.delete(id(project), forward);
    }

    @POST
    @Path("/{forward}/samples")
    @Consumes(MediaType.WILDCARD)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Send a sample now and tell what came back")
    public Forwards.Tried trySample(@RestPath String project, @RestPath long forward) {
        return forwards.trySample(id(project), forward);
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
