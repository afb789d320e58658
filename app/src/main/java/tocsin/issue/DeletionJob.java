package tocsin.issue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import tocsin.issue.DeletionSql.Doomed;
import tocsin.tenant.CurrentTenant;

/**
 * Removes the issues, projects and organizations that people deleted. Each piece is a transaction of its own and the last
 * takes the row that says so: whatever ends this process, the next goes on.
 */
@ApplicationScoped
class DeletionJob {

    private static final Logger LOG = Logger.getLogger(DeletionJob.class);
    private static final int EVENTS = 5_000;
    private static final int ISSUES = 200;
    private static final int ROWS = 5_000;
    private static final int FILES = 100;

    private final DeletionSql sql;
    private volatile boolean stopping;

    DeletionJob(DeletionSql sql) {
        this.sql = sql;
    }

    @Scheduled(every = "10s", identity = "deletions", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            for (var doomed : sql.pending()) {
                tryToRemove(doomed);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("What was deleted is not removed yet, the next try is in ten seconds: %s", e.getMessage());
        }
    }

    /** One that cannot be removed keeps no other from it. */
    private void tryToRemove(Doomed doomed) {
        try {
            remove(doomed);
        } catch (RuntimeException e) {
            LOG.warnf("%s is not removed yet, the next try is in ten seconds: %s", doomed, e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void remove(Doomed doomed) {
        CurrentTenant.run(doomed.tenant(), () -> {
            if (doomed.issue() != null) {
                sql.hide(doomed.tenant(), doomed);
            }
            for (var day : sql.days(doomed.tenant())) {
                pieces(doomed, () -> sql.events(doomed.tenant(), doomed, day, EVENTS));
            }
            pieces(doomed, () -> sql.kept(doomed.tenant(), doomed, EVENTS));
            pieces(doomed, () -> sql.parts(doomed.tenant(), doomed, ROWS));
            if (doomed.issue() == null) {
                pieces(doomed, () -> sql.issues(doomed.tenant(), doomed, ISSUES));
                pieces(doomed, () -> sql.beside(doomed.tenant(), doomed, FILES));
            }
            if (!stopping) {
                sql.last(doomed.tenant(), doomed);
            }
        });
    }

    /** Until there are no more, or this process is to end. */
    private void pieces(Doomed doomed, IntSupplier piece) {
        while (!stopping && sql.alone(doomed.tenant(), piece) > 0) {}
    }
}
