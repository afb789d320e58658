package tocsin.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import tocsin.config.ServerRole;
import tocsin.config.Settings;

/** Which jobs are this process's: those of the worker, and what the other roles do for themselves at regular times. */
@ApplicationScoped
class JobRoles {

    private static final Set<ServerRole> WORKER = Set.of(ServerRole.WORKER);
    private static final Set<ServerRole> INGEST = Set.of(ServerRole.INGEST);

    /** A job that is not named here is the worker's. */
    static final Map<String, Set<ServerRole>> OTHERS = Map.of(
            // What is counted or remembered in the memory of who takes events.
            "sensor-sightings", INGEST,
            "refusals", INGEST,
            "idle-limits", INGEST,
            // What another who takes events left behind when it died.
            "orphaned-spools", INGEST,
            "orphaned-counts", INGEST,
            // Without a place for tomorrow's events none can be taken, whoever else runs.
            "event-partitions", Set.of(ServerRole.INGEST, ServerRole.WORKER),
            "live-tick", Set.of(ServerRole.WEB),
            // What is wrong with this very process, among other things.
            "doctor", EnumSet.allOf(ServerRole.class));

    private final Set<ServerRole> roles;

    JobRoles(Settings settings) {
        this.roles = settings.roles();
    }

    boolean runsHere(String job) {
        return !Collections.disjoint(roles, OTHERS.getOrDefault(job, WORKER));
    }
}
