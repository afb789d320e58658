package tocsin.event;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tocsin.config.Settings;
import tocsin.event.RetentionSql.Reason;

/**
 * Ends the days that are past their time or beyond the budget of the disk: looks through them for what is worth keeping,
 * a piece at a time, and drops them as a whole. One process does it, and whatever ends that one, another goes on.
 */
@ApplicationScoped
class RetentionJob {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);
    private static final int PROJECTS = 100;
    private static final int ISSUES = 200;
    private static final int TRIES = 10;

    private final RetentionSql sql;
    private final DiskBudget budget;
    private final int daysKept;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Pace pace = Pace.until(end);

    RetentionJob(RetentionSql sql, DiskBudget budget, Settings settings) {
        this.sql = sql;
        this.budget = budget;
        this.daysKept = settings.eventRetentionDays();
    }

    void stop(@Observes ShutdownEvent event) {
        end.countDown();
    }

    @Scheduled(every = "10m", identity = "retention", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            if (sql.hasTurn()) {
                endDays(LocalDate.now(ZoneOffset.UTC));
            }
            var use = sql.use();
            budget.nothingMoreCanGo(budget.isExceededBy(use)
                    && use.oldest(LocalDate.now(ZoneOffset.UTC)).isEmpty());
        } catch (SQLException | RuntimeException e) {
            LOG.warnf(
                    "Events past their time could not be dropped, the next try is in ten minutes: %s", e.getMessage());
        }
    }

    private void endDays(LocalDate today) throws SQLException {
        for (var day : sql.uncounted(today)) {
            tried(day, () -> pace.work(() -> mine(() -> !sql.count(day, PROJECTS))));
        }
        // Today is not over: it is no day of those that are kept in full.
        var past = today.minusDays(daysKept);
        for (var day : sql.use().days()) {
            if (day.day().isBefore(past)) {
                tried(day.day(), () -> end(day.day(), Reason.AGE));
            }
        }
        for (var use = sql.use(); budget.isExceededBy(use); use = sql.use()) {
            var oldest = use.oldest(today);
            if (oldest.isEmpty() || !tried(oldest.get(), () -> end(oldest.get(), Reason.BUDGET))) {
                return;
            }
        }
    }

    private interface Work {
        boolean isDone() throws SQLException;
    }

    /** A day that makes trouble keeps no other from its end. */
    private static boolean tried(LocalDate day, Work work) {
        try {
            return work.isDone();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("The events of %s could not be dropped, the next try is in ten minutes: %s", day, e.getMessage());
            return false;
        }
    }

    /** False when it is still there: somebody reads it, or this process is to end. */
    private boolean end(LocalDate day, Reason reason) throws SQLException {
        var through = pace.work(() -> mine(() -> !sql.keep(day, reason, ISSUES).orElse(true)));
        if (!through || !dropped(day)) {
            return false;
        }
        LOG.infof("Dropped the events of %s (%s), but for what is kept of each issue", day, reason);
        return true;
    }

    private boolean dropped(LocalDate day) throws SQLException {
        for (int i = 1; ; i++) {
            try {
                return sql.drop(day);
            } catch (SQLException e) {
                if (i == TRIES || !"55P03".equals(e.getSQLState()) || paused()) {
                    throw e;
                }
            }
        }
    }

    private boolean paused() {
        try {
            return end.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private interface Piece {
        boolean more() throws SQLException;
    }

    /** A piece of work, as long as it is this process's turn. */
    private boolean mine(Piece piece) {
        try {
            return sql.hasTurn() && piece.more();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
