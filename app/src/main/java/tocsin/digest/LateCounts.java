package tocsin.digest;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Under load, numbers are not written with each batch but added up and written some moments later, so that an issue that
 * is hit a thousand times costs one update. The longer a counting takes, the longer the pause before the next, which makes
 * the sums larger and not more expensive. The journal, written with the batch, sees to it that a crash loses none of them.
 */
@ApplicationScoped
class LateCounts {

    private static final Logger LOG = Logger.getLogger(LateCounts.class);

    private static final int ORPHANS_AT_ONCE = 500;
    /** Above this, nothing more is kept in memory: it is left to whoever reads the journal. */
    private static final int MOST_PENDING = 20_000;

    private static final long MOST_WEIGHT = 64L << 20;

    /** The pause is so many times as long as the last counting: a tenth of the time is spent on numbers. */
    private static final int REST = 9;

    /** Whoever looks at a page sees numbers that are no older. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final AgroalDataSource database;
    private final DigestConfig config;
    private final Thread writer;
    private Map<CountJournalSql.Ref, Tally> pending = new HashMap<>();
    /** Batches that are being counted. */
    private int counting;

    /** Of those and of what is pending. */
    private long weight;

    private boolean stopping;
    private long lastTook;

    LateCounts(@DataSource("ingest") AgroalDataSource database, DigestConfig config, MeterRegistry metrics) {
        this.database = database;
        this.config = config;
        this.writer = Thread.ofPlatform().name("digest-counts").daemon().unstarted(this::work);
        metrics.gauge("tocsin.digest.uncounted", this, LateCounts::waiting);
    }

    /** Batches whose numbers are not written yet. */
    synchronized int waiting() {
        return pending.size() + counting;
    }

    /** Takes over what a batch has noted in the journal, after its commit. */
    synchronized void add(Map<CountJournalSql.Ref, Tally> noted) {
        if (pending.size() < MOST_PENDING && weight < MOST_WEIGHT) {
            pending.putAll(noted);
            weight += weight(noted);
            notifyAll();
        }
    }

    private static long weight(Map<CountJournalSql.Ref, Tally> tallies) {
        return tallies.values().stream().mapToLong(Tally::weight).sum();
    }

    void start(@Observes StartupEvent event) {
        writer.start();
    }

    /** After the batches' writers have ended: what they noted is counted before this process ends. */
    void stop(@Observes @Priority(jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event)
            throws InterruptedException {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        writer.join(10_000);
    }

    @Scheduled(every = "30s", delayed = "1s", identity = "orphaned-counts")
    void adopt() {
        Map<CountJournalSql.Ref, Tally> orphans = Map.of();
        Set<CountJournalSql.Ref> before;
        do {
            before = orphans.keySet();
            try {
                orphans = IngestTransaction.of(
                        database,
                        connection ->
                                CountJournalSql.orphans(connection, config.orphanedAfterSeconds(), ORPHANS_AT_ONCE));
            } catch (SQLException | IOException e) {
                LOG.warnf("Batches of a process that died could not be counted yet: %s", e.getMessage());
                return;
            }
        } while (!orphans.isEmpty()
                && !orphans.keySet().equals(before)
                && !isStopping()
                && count(orphans).isEmpty());
    }

    private void work() {
        try {
            for (var batch = next(); batch != null; batch = next()) {
                var from = System.nanoTime();
                var again = counted(batch);
                done(batch, again, System.nanoTime() - from);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<CountJournalSql.Ref, Tally> counted(Map<CountJournalSql.Ref, Tally> batch) {
        try {
            return count(batch);
        } catch (Error e) {
            // The journal still has them, so they are counted from there.
            LOG.error("Counting met an error; going on", e);
            return Map.of();
        }
    }

    /** Waits until there is something, and then for more of it; null at the end. */
    private synchronized Map<CountJournalSql.Ref, Tally> next() throws InterruptedException {
        while (pending.isEmpty() && !stopping) {
            wait();
        }
        if (pending.isEmpty()) {
            return null;
        }
        var until = System.nanoTime() + pause(lastTook, TimeUnit.MILLISECONDS.toNanos(config.countEveryMillis()));
        for (long left; !stopping && (left = (until - System.nanoTime()) / 1_000_000) > 0; ) {
            wait(left);
        }
        var batch = pending;
        counting = batch.size();
        pending = new HashMap<>();
        return batch;
    }

    static long pause(long tookNanos, long leastNanos) {
        return Math.max(leastNanos, Math.min(REST * tookNanos, LONGEST_PAUSE_NANOS));
    }

    private synchronized void done(
            Map<CountJournalSql.Ref, Tally> batch, Map<CountJournalSql.Ref, Tally> again, long took) {
        counting = 0;
        weight -= weight(batch);
        lastTook = took;
        add(again);
    }

    /** Answers those that have to be tried again, because the database does not take anything now. */
    private Map<CountJournalSql.Ref, Tally> count(Map<CountJournalSql.Ref, Tally> batch) {
        var again = new HashMap<CountJournalSql.Ref, Tally>();
        count(batch, again);
        return isStopping() ? Map.of() : again;
    }

    private void count(Map<CountJournalSql.Ref, Tally> batch, Map<CountJournalSql.Ref, Tally> again) {
        try {
            IngestTransaction.of(database, connection -> {
                var mine = CountJournalSql.take(connection, batch.keySet());
                Counting.add(connection, Tally.sum(mine.stream().map(batch::get).toList()));
                return null;
            });
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DATA) {
                split(batch, e, again);
            } else {
                LOG.warnf("%d batches are counted later: %s", batch.size(), e.getMessage());
                again.putAll(batch);
            }
        } catch (IOException | RuntimeException e) {
            split(batch, e, again);
        }
    }

    /** Halves them until the one that cannot be counted stands alone, so that the others are. */
    private void split(Map<CountJournalSql.Ref, Tally> batch, Exception cause, Map<CountJournalSql.Ref, Tally> again) {
        if (batch.size() == 1) {
            setAside(batch.keySet().iterator().next(), cause);
            return;
        }
        var halves = List.of(new HashMap<CountJournalSql.Ref, Tally>(), new HashMap<CountJournalSql.Ref, Tally>());
        batch.forEach((ref, tally) ->
                halves.get(halves.get(0).size() * 2 < batch.size() ? 0 : 1).put(ref, tally));
        halves.forEach(half -> count(half, again));
    }

    private void setAside(CountJournalSql.Ref batch, Exception cause) {
        LOG.errorf(cause, "A batch of tenant %s could not be counted; it stays in the journal", batch.tenant());
        try {
            IngestTransaction.of(database, connection -> {
                CountJournalSql.setAside(connection, batch);
                return null;
            });
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.errorf("It will be tried again: %s", e.getMessage());
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }
}
