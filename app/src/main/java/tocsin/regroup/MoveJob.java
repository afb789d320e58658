package tocsin.regroup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import tocsin.tenant.CurrentTenant;

/** Goes on with what a request had no time for, or a process left behind: a turn for each project, and then the next. */
@ApplicationScoped
class MoveJob {

    private static final Logger LOG = Logger.getLogger(MoveJob.class);
    private static final Duration TURN = Duration.ofSeconds(2);

    private final MoveSql sql;
    private final Moves moves;
    private volatile boolean stopping;

    MoveJob(MoveSql sql, Moves moves) {
        this.sql = sql;
        this.moves = moves;
    }

    @Scheduled(every = "2s", identity = "moves", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            for (var more = true; more && !stopping; ) {
                more = round();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Events that are on their way stay where they are for two seconds: %s", e.getMessage());
        }
    }

    /** A turn for each project; true when one of them could go on at once. What has to wait comes again in two seconds. */
    private boolean round() throws SQLException {
        var waiting = sql.waiting();
        moves.forgetAllBut(waiting.stream().map(MoveSql.Waiting::project).toList());
        var more = false;
        for (var one : waiting) {
            more |= !stopping && tryToMove(one);
        }
        return more;
    }

    /** One that cannot be moved keeps no other from it. */
    private boolean tryToMove(MoveSql.Waiting waiting) {
        try {
            return CurrentTenant.as(waiting.tenant(), () -> moves.work(waiting.tenant(), waiting.project(), TURN));
        } catch (RuntimeException e) {
            LOG.warnf("Events of project %d are not moved yet: %s", waiting.project(), e.getMessage());
            return false;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }
}
