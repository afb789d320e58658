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

    /** Above this, nothing more is kept in memory: it is left to whoever reads the journal. */
    private static final int MOST_PENDING = 20_000;

    private static final long MOST_WEIGHT = 64L << 20;

    /** So many rows are counted in one transaction, some ten milliseconds; events that are committed meanwhile wait. */
    static final int PIECE = 250;

    /** The pause is so many times as long as the last counting: a tenth of the time is spent on numbers. */
    private static final int REST = 9;

    /** Whoever looks at a page sees numbers that are no older. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final JournalCounts journal;
    private final DigestConfig config;
    private final Thread writer;
    private Uncounted pending = new Uncounted();
    /** What is being counted: batches, and what of them is in memory. */
    private int counting;

    private long weight;
    private boolean stopping;

    LateCounts(@DataSource("ingest") AgroalDataSource database, DigestConfig config, MeterRegistry metrics) {
        this.journal = new JournalCounts(database);
        this.config = config;
        this.writer = Thread.ofPlatform().name("digest-counts").daemon().unstarted(this::work);
        metrics.gauge("tocsin.digest.uncounted", this, LateCounts::waiting);
    }

    /** Batches whose numbers are not written yet. */
    synchronized int waiting() {
        return pending.rows().size() + counting;
    }

    /** Takes over what a batch has noted in the journal, after its commit. */
    synchronized void add(CountJournalSql.Noted noted) {
        if (!noted.rows().isEmpty() && hasRoom()) {
            pending.add(noted.rows(), noted.tally());
            notifyAll();
        }
    }

    private boolean hasRoom() {
        return waiting() < MOST_PENDING && pending.weight() + weight < MOST_WEIGHT;
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
                orphans = journal.orphans(config.orphanedAfterSeconds());
            } catch (SQLException | IOException e) {
                LOG.warnf("Batches of a process that died could not be counted yet: %s", e.getMessage());
                return;
            }
        } while (!orphans.isEmpty()
                && !orphans.keySet().equals(before)
                && !isStopping()
                && journal.count(orphans).isEmpty());
    }

    private void work() {
        try {
            var pause = TimeUnit.MILLISECONDS.toNanos(config.countEveryMillis());
            for (var batch = next(pause); batch != null; batch = next(pause)) {
                pause = counted(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how many nanoseconds to pause before the next counting */
    private long counted(Uncounted batch) throws InterruptedException {
        var again = new Uncounted();
        var worked = 0L;
        var rested = 0L;
        try {
            var pieces = journal.divide(batch, PIECE);
            for (var piece : pieces) {
                var from = System.nanoTime();
                again.add(journal.count(piece));
                var took = System.nanoTime() - from;
                worked += took;
                rested += rest(Math.min(REST * took, LONGEST_PAUSE_NANOS / pieces.size()));
            }
        } catch (Error e) {
            // The journal still has them, so they are counted from there.
            LOG.error("Counting met an error; going on", e);
        }
        done(again);
        return pause(worked, TimeUnit.MILLISECONDS.toNanos(config.countEveryMillis())) - rested;
    }

    /** Waits until there is something, and then for more of it; null at the end. */
    private synchronized Uncounted next(long pause) throws InterruptedException {
        while (pending.rows().isEmpty() && !stopping) {
            wait();
        }
        if (pending.rows().isEmpty()) {
            return null;
        }
        rest(pause);
        var batch = pending;
        counting = batch.rows().size();
        weight = batch.weight();
        pending = new Uncounted();
        return batch;
    }

    static long pause(long tookNanos, long leastNanos) {
        return Math.max(leastNanos, Math.min(REST * tookNanos, LONGEST_PAUSE_NANOS));
    }

    /** @return for how long, which is less at the end */
    private synchronized long rest(long nanos) throws InterruptedException {
        var from = System.nanoTime();
        for (long left; !stopping && (left = (from + nanos - System.nanoTime()) / 1_000_000) > 0; ) {
            wait(left);
        }
        return System.nanoTime() - from;
    }

    private synchronized void done(Uncounted again) {
        counting = 0;
        weight = 0;
        if (!stopping && hasRoom()) {
            pending.add(again);
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }
}
