package tocsin.regroup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import tocsin.tenant.CurrentTenant;

/** Goes on with what a request had no time for, or a process left behind. */
@ApplicationScoped
class MoveJob {

    private static final Logger LOG = Logger.getLogger(MoveJob.class);

    private final MoveSql sql;
    private final Moves moves;
    private volatile boolean stopping;

    MoveJob(MoveSql sql, Moves moves) {
        this.sql = sql;
        this.moves = moves;
    }

    @Scheduled(every = "5s", identity = "moves", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            for (var waiting : sql.waiting()) {
                tryToMove(waiting);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Events that are on their way stay where they are for five seconds: %s", e.getMessage());
        }
    }

    /** One that cannot be moved keeps no other from it. */
    private void tryToMove(MoveSql.Waiting waiting) {
        try {
            CurrentTenant.run(waiting.tenant(), () -> moves.work(waiting.tenant(), waiting.project(), () -> !stopping));
        } catch (RuntimeException e) {
            LOG.warnf("Events of project %d are not moved yet: %s", waiting.project(), e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }
}
