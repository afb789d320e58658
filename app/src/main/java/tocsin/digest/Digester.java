package tocsin.digest;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Group commit: whatever waits is written together, so that load makes batches larger instead of queues longer. A
 * submission's future completes after its commit and never before.
 */
@ApplicationScoped
public class Digester {

    private static final Logger LOG = Logger.getLogger(Digester.class);

    /** The most requests in a batch that is counted in its own transaction, and how many such batches in a second. */
    private static final int ALONE = 2;

    private static final int ALONE_PER_SECOND = 50;

    private final BatchWriter writer;
    private final LateCounts late;
    private final DigestConfig config;
    private final MeterRegistry metrics;
    private final BlockingQueue<Submission> waiting;
    /** Bytes that may still wait: a thousand large events must not take the memory of a million small ones. */
    private final Semaphore room;

    private final List<Thread> writers = new ArrayList<>();
    private final Timer duration;
    private final DistributionSummary sizes;
    private final Allowance alone = new Allowance(ALONE_PER_SECOND);
    private volatile boolean stopping;

    Digester(
            @DataSource("ingest") AgroalDataSource database,
            LateCounts late,
            DigestConfig config,
            MeterRegistry metrics) {
        this.writer = new BatchWriter(database);
        this.late = late;
        this.config = config;
        this.metrics = metrics;
        this.waiting = new ArrayBlockingQueue<>(config.waiting());
        this.room = new Semaphore(config.waitingMebibytes() * 1024 * 1024);
        this.duration = Timer.builder("tocsin.digest.batch.duration")
                .description("From taking a batch to its commit")
                .publishPercentileHistogram()
                .register(metrics);
        this.sizes = DistributionSummary.builder("tocsin.digest.batch.size")
                .description("Requests in a batch")
                .publishPercentileHistogram()
                .register(metrics);
        metrics.gauge("tocsin.digest.waiting", waiting, BlockingQueue::size);
    }

    /** Hands over a request's items. The future fails with {@link Busy} at once when too many wait already. */
    public CompletableFuture<Fate> submit(Submission submission) {
        var weight = submission.weight();
        if (stopping || !room.tryAcquire(weight)) {
            submission.written().completeExceptionally(new Busy("too much waits to be written"));
            return submission.written();
        }
        submission.written().whenComplete((done, failure) -> room.release(weight));
        if (!waiting.offer(submission)) {
            submission.written().completeExceptionally(new Busy("too many requests wait to be written"));
        }
        return submission.written();
    }

    void start(@Observes StartupEvent event) {
        for (int i = 1; i <= config.writers(); i++) {
            writers.add(Thread.ofPlatform().name("digest-" + i).daemon().start(this::work));
        }
    }

    /** What was accepted is finished: the writers go on until nothing waits. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        for (var thread : writers) {
            thread.join(10_000);
        }
    }

    private void work() {
        var batch = new ArrayList<Submission>();
        while (!stopping || !waiting.isEmpty()) {
            try {
                var first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, config.batch() - 1);
                    sizes.record(batch.size());
                    duration.record(() -> write(batch, 0));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("A batch failed in a way that nobody foresaw", e);
                batch.forEach(submission -> submission.written().completeExceptionally(e));
            } finally {
                batch.clear();
            }
        }
    }

    private void write(List<Submission> batch, int attempt) {
        try {
            finish(writer.write(batch, counted(batch)));
            batch.forEach(submission -> submission.written().complete(Fate.WRITTEN));
        } catch (SQLException e) {
            switch (Failure.of(e)) {
                case AWAY -> {
                    LOG.warnf("The database does not take a batch of %d: %s", batch.size(), e.getMessage());
                    batch.forEach(submission -> submission.written().completeExceptionally(new Busy(e.getMessage())));
                }
                case RACE -> {
                    if (attempt < 3) {
                        write(batch, attempt + 1);
                    } else {
                        split(batch, e);
                    }
                }
                case DATA -> split(batch, e);
            }
        } catch (IOException | RuntimeException e) {
            split(batch, e);
        }
    }

    /** A batch that stands alone is counted at once: who sends one event and looks finds it counted. */
    private BatchWriter.Counted counted(List<Submission> batch) {
        return batch.size() <= ALONE && waiting.isEmpty() && alone.take(System.nanoTime())
                ? BatchWriter.Counted.AT_ONCE
                : BatchWriter.Counted.LATER;
    }

    private void finish(BatchWriter.Written written) {
        late.add(written.noted());
        metrics.counter("tocsin.digest.issues.opened").increment(written.opened());
        written.outcomes().rows().forEach((row, quantity) -> metrics.counter(
                        "tocsin.ingest.items", "category", row.category(), "outcome", row.outcome())
                .increment(quantity));
    }

    /** Halves a batch until the event that cannot be written stands alone; its neighbours are written. */
    private void split(List<Submission> batch, Exception cause) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            write(List.copyOf(batch.subList(0, half)), 0);
            write(List.copyOf(batch.subList(half, batch.size())), 0);
            return;
        }
        var submission = batch.getFirst();
        LOG.errorf(
                cause,
                "An event of project %d could not be digested",
                submission.origin().project());
        try {
            finish(writer.write(List.of(Isolated.of(submission, cause))));
            submission.written().complete(Fate.KEPT_RAW);
        } catch (SQLException | IOException | RuntimeException e) {
            e.addSuppressed(cause);
            LOG.error("It could not be kept as it came either", e);
            submission.written().completeExceptionally(new Busy(e.getMessage()));
        }
    }
}
