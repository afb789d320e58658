package tocsin.ops;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import tocsin.config.Option;
import tocsin.config.ServerRole;
import tocsin.config.Settings;
import tocsin.ingest.IngestPaths;

/** Turns away what this process is not there for: a proxy that sends it here leads somewhere else than it should. */
@ApplicationScoped
class RoleDoor {

    private static final Logger LOG = Logger.getLogger(RoleDoor.class);

    /** What every process answers, whatever it is there for. */
    private static final Set<String> EVERYWHERE = Set.of("/up", "/ready");

    /** After the request has its id, before anything looks at it. */
    private static final int EARLY = 9_000;

    private final Set<ServerRole> roles;
    private final IngestPaths ingest;

    RoleDoor(Settings settings, IngestPaths ingest) {
        this.roles = settings.roles();
        this.ingest = ingest;
    }

    /** Who does everything asks nobody. */
    void register(@Observes Filters filters) {
        if (!roles.containsAll(EnumSet.allOf(ServerRole.class))) {
            LOG.infof("This process is %s and nothing else", words());
            filters.register(this::pass, EARLY);
        }
    }

    /** The role that this process would have to have. */
    Optional<ServerRole> missing(String path) {
        if (EVERYWHERE.contains(path)) {
            return Optional.empty();
        }
        var needed = ingest.has(path) ? ServerRole.INGEST : ServerRole.WEB;
        return roles.contains(needed) ? Optional.empty() : Optional.of(needed);
    }

    private void pass(RoutingContext context) {
        var missing = missing(context.normalizedPath());
        if (missing.isEmpty()) {
            context.next();
            return;
        }
        var problem = new JsonObject()
                .put("status", 404)
                .put("title", "Not Found")
                .put(
                        "detail",
                        "This process is %s and not %s (%s); the proxy has to send this request to one that is"
                                .formatted(words(), missing.get().word(), Option.ROLES.environmentName()));
        context.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(problem.toBuffer());
    }

    private String words() {
        return roles.stream().map(ServerRole::word).collect(Collectors.joining(" and "));
    }
}
