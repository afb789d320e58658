package tocsin.digest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import tocsin.digest.ErasureSql.Pending;
import tocsin.digest.ErasureSql.Wanted;
import tocsin.event.Pace;
import tocsin.event.PersonHash;
import tocsin.tenant.CurrentTenant;

/**
 * Removes all that names a person. Who it happened to stands within the events, so each is opened, some at a time. One
 * process is at it; when that dies the next begins anew, for removing what is gone already changes nothing.
 */
@ApplicationScoped
class ErasureJob {

    private static final Logger LOG = Logger.getLogger(ErasureJob.class);
    private static final int EVENTS = 500;
    private static final int PAUSE_MILLIS = 500;
    private static final UUID FIRST = new UUID(0, 0);

    /** Events that were on their way when somebody asked. */
    private static final Duration UNDER_WAY = Duration.ofHours(1);

    private final ErasureSql sql;
    private final UnprocessedSql unprocessed;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Pace pace = Pace.until(end);

    ErasureJob(ErasureSql sql, UnprocessedSql unprocessed) {
        this.sql = sql;
        this.unprocessed = unprocessed;
    }

    void stop(@Observes ShutdownEvent event) {
        end.countDown();
    }

    @Scheduled(
            every = "30s",
            delayed = "30s",
            identity = "erasures",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            for (var pending : sql.pending()) {
                tryToErase(pending);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("What is to be erased is still there, the next try is soon: %s", e.getMessage());
        }
    }

    /** One that makes trouble keeps no other from it. */
    private void tryToErase(Pending pending) {
        try {
            CurrentTenant.run(pending.tenant(), () -> sql.take(pending.tenant(), pending.id())
                    .ifPresent(wanted -> erase(pending, wanted)));
        } catch (RuntimeException e) {
            LOG.warnf("Erasure %d is not done yet, the next try is soon: %s", pending.id(), e.getMessage());
        }
    }

    private void erase(Pending pending, Wanted wanted) {
        try {
            new Erasing(pending, wanted).all();
        } finally {
            sql.leave(pending.tenant(), pending.id());
        }
    }

    /** One of them, at work. */
    private final class Erasing {

        private final String tenant;
        private final long id;
        private final Wanted wanted;

        Erasing(Pending pending, Wanted wanted) {
            this.tenant = pending.tenant();
            this.id = pending.id();
            this.wanted = wanted;
        }

        void all() {
            sql.awaitStale(tenant);
            sql.begin(tenant, id);
            remember(wanted.subject().identities().stream());
            var projects = sql.projects(tenant, wanted.project());
            for (long project : projects) {
                if (!eventsErased(project)) {
                    return;
                }
            }
            if (!isCounted()) {
                return;
            }
            for (long project : projects) {
                eraseTheRest(project);
            }
            sql.finish(tenant, id);
        }

        /** What those events still add to the numbers of issues would bring the values of their tags back. */
        private boolean isCounted() {
            var now = sql.now(tenant);
            while (sql.isUncounted(tenant, now)) {
                if (!isToGoOn()) {
                    return false;
                }
                sql.progress(tenant, id, 0, 0);
            }
            return true;
        }

        private boolean isToGoOn() {
            try {
                return !end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private boolean eventsErased(long project) {
            for (var day : sql.days(tenant)) {
                if (!through(project, false, start(day), start(day.plusDays(1)))) {
                    return false;
                }
            }
            return through(project, true, Instant.EPOCH, Instant.now().plus(Duration.ofDays(365)))
                    && through(
                            project,
                            false,
                            wanted.at().minus(UNDER_WAY),
                            Instant.now().plus(UNDER_WAY))
                    && rawThrough(project);
        }

        private void eraseTheRest(long project) {
            switch (wanted.subject().kind()) {
                case EMAIL, USERNAME -> sql.progress(tenant, id, 0, sql.words(tenant, project, wanted.subject()));
                case ID, IP -> {}
            }
            sql.tags(tenant, project, wanted.subject());
            sql.people(tenant, id, project);
        }

        private boolean through(long project, boolean kept, Instant from, Instant until) {
            var last = new UUID[] {FIRST};
            return pace.work(() -> {
                var events = sql.events(tenant, project, wanted.subject(), kept, from, until, last[0], EVENTS);
                var theirs = events.stream().filter(ErasureSql.Named::theirs).toList();
                if (!theirs.isEmpty()) {
                    remember(theirs.stream().map(ErasureSql.Named::identity).filter(Objects::nonNull));
                    sql.remove(
                            tenant,
                            project,
                            theirs.stream().map(ErasureSql.Named::row).toList());
                }
                sql.progress(tenant, id, events.size(), theirs.size());
                last[0] = events.isEmpty() ? FIRST : events.getLast().row().id();
                return !events.isEmpty();
            });
        }

        private void remember(Stream<String> identities) {
            sql.remember(tenant, id, identities.map(PersonHash::of).distinct().toList());
        }

        private boolean rawThrough(long project) {
            return pace.work(() -> {
                var removed = 0;
                for (var row : unprocessed.newest(tenant, project, Integer.MAX_VALUE)) {
                    var kept = unprocessed.find(tenant, project, row.id());
                    if (kept.isPresent() && namesThem(kept.get())) {
                        sql.remove(tenant, project, List.of(new ErasureSql.EventRow(row.eventId(), row.receivedAt())));
                        unprocessed.delete(tenant, project, row.id());
                        removed++;
                    }
                }
                sql.progress(tenant, id, 0, removed);
                return false;
            });
        }

        private boolean namesThem(UnprocessedSql.Kept kept) {
            var event = kept.row();
            return wanted.subject().isIn(Names.in(kept.raw(), event.eventId(), event.receivedAt()));
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
