package tocsin.event;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;
import tocsin.config.Settings;
import tocsin.event.StorageSql.Limited;
import tocsin.tenant.CurrentTenant;

/** Lets the oldest events of projects go that keep only so many, a piece at a time, but for a few of each issue. */
@ApplicationScoped
class EvictionJob {

    private static final Logger LOG = Logger.getLogger(EvictionJob.class);
    private static final int EVENTS = 2_000;
    private static final int IDS = 20_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final StorageSql sql;
    private final RetentionSql turn;
    private final Long byDefault;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Pace pace = Pace.until(end);

    EvictionJob(StorageSql sql, RetentionSql turn, Settings settings) {
        this.sql = sql;
        this.turn = turn;
        var count = settings.eventRetentionCount();
        this.byDefault = count.isPresent() ? count.getAsLong() : null;
    }

    void stop(@Observes ShutdownEvent event) {
        end.countDown();
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            identity = "evictions",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        run(pace);
    }

    void run(Pace pace) {
        try {
            if (turn.hasTurn()) {
                for (var limited : sql.limited(byDefault)) {
                    tryToEvict(limited, pace);
                }
                pace.work(this::forget);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("What projects have too much is still there, the next try is in ten minutes: %s", e.getMessage());
        }
    }

    /** By their ids repetitions were told. True when there may be more. */
    private boolean forget() {
        try {
            return sql.forget(IDS) == IDS;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** One that makes trouble keeps no other from it. */
    private void tryToEvict(Limited limited, Pace pace) {
        try {
            CurrentTenant.run(limited.tenant(), () -> sql.cutoff(
                            limited.tenant(), limited.project(), limited.most(), Instant.now())
                    .ifPresent(before -> evict(limited, before, pace)));
        } catch (RuntimeException e) {
            LOG.warnf("Project %d keeps too much for now: %s", limited.project(), e.getMessage());
        }
    }

    private void evict(Limited limited, Instant before, Pace pace) {
        for (var day : sql.days(
                limited.tenant(),
                limited.project(),
                before.atZone(ZoneOffset.UTC).toLocalDate())) {
            if (!pace.work(new Pass(limited, day, before)::next)) {
                return;
            }
        }
    }

    /** Through one day's events of a project. */
    private final class Pass {

        private final Limited limited;
        private final LocalDate day;
        private final Instant before;
        private UUID last = FIRST;

        Pass(Limited limited, LocalDate day, Instant before) {
            this.limited = limited;
            this.day = day;
            this.before = before;
        }

        boolean next() {
            var evicted = sql.evict(limited.tenant(), limited.project(), day, before, last, EVENTS);
            last = evicted.last().orElse(FIRST);
            return evicted.last().isPresent() && isOurTurn();
        }

        private boolean isOurTurn() {
            try {
                return turn.hasTurn();
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }
}
