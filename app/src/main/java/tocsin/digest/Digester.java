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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Group commit: whatever waits is written together, so that load makes batches larger instead of queues longer. A
 * submission's future completes after its commit, or when the spool has it, and never before.
 */
@ApplicationScoped
public class Digester {

    private static final Logger LOG = Logger.getLogger(Digester.class);

    /** The most requests in a batch that is counted in its own transaction. */
    private static final int ALONE = 2;

    /** After a failure the database is left alone for so long; meanwhile everything takes the detour. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** While a batch waits for those who are about to join it, it looks for them so often. */
    private static final int LOOKS = 4;

    private final Delivery delivery;
    private final Detour detour;
    private final DigestConfig config;
    private final BlockingQueue<Submission> waiting;
    /** Bytes that may still wait: a thousand large events must not take the memory of a million small ones. */
    private final Semaphore room;

    private final Incoming incoming;
    /** Who holds it gathers the next batch. Two who gather at once would get half a batch each. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Shares shares;
    /** What even the smallest request takes of the room, so that their number is shared as well. */
    private final int least;

    private final List<Thread> threads = new ArrayList<>();
    private final Timer duration;
    private final DistributionSummary sizes;
    private final Allowance calm;
    private volatile long awayUntil = System.nanoTime();
    private volatile boolean stopping;

    Digester(
            @DataSource("ingest") AgroalDataSource database,
            LateCounts late,
            Detour detour,
            Incoming incoming,
            DigestConfig config,
            MeterRegistry metrics) {
        this.delivery = new Delivery(new BatchWriter(database), late, metrics);
        this.detour = detour;
        this.incoming = incoming;
        this.config = config;
        this.calm = new Allowance(config.calmPerSecond());
        this.waiting = new ArrayBlockingQueue<>(config.waiting());
        this.room = new Semaphore(config.waitingMebibytes() * 1024 * 1024);
        this.shares = new Shares(config.waitingMebibytes() * 1024L * 1024);
        this.least = config.waitingMebibytes() * 1024 * 1024 / config.waiting();
        this.duration = Timer.builder("tocsin.digest.batch.duration")
                .description("From taking a batch to its commit")
                .publishPercentileHistogram()
                .register(metrics);
        this.sizes = DistributionSummary.builder("tocsin.digest.batch.size")
                .description("Requests in a batch")
                .publishPercentileHistogram()
                .minimumExpectedValue(1.0)
                .maximumExpectedValue((double) config.batch())
                .register(metrics);
        metrics.gauge("tocsin.digest.waiting", waiting, BlockingQueue::size);
    }

    /** Hands over a request's items. The future fails with {@link Busy} at once when too many wait already. */
    public CompletableFuture<Fate> submit(Submission submission) {
        var weight = submission.weight();
        var tenant = submission.origin().tenant();
        var cost = Math.max(weight, least);
        if (stopping || !shares.take(tenant, cost)) {
            submission.written().completeExceptionally(new Busy("too much of one sender waits to be written"));
            return submission.written();
        }
        if (!room.tryAcquire(weight)) {
            shares.give(tenant, cost);
            submission.written().completeExceptionally(new Busy("too much waits to be written"));
            return submission.written();
        }
        submission.written().whenComplete((done, failure) -> {
            room.release(weight);
            shares.give(tenant, cost);
        });
        if (!waiting.offer(submission)) {
            submission.written().completeExceptionally(new Busy("too many requests wait to be written"));
        } else if (stopping && waiting.remove(submission)) {
            // The writers may have ended between the first question and now.
            submission.written().completeExceptionally(new Busy("this process ends"));
        }
        return submission.written();
    }

    /** Whether the database did not take anything a moment ago. */
    boolean isAway() {
        return System.nanoTime() - awayUntil < 0;
    }

    void start(@Observes StartupEvent event) {
        detour.start(delivery);
        for (int i = 1; i <= config.writers(); i++) {
            threads.add(Thread.ofPlatform().name("digest-" + i).daemon().start(this::write));
        }
        threads.add(Thread.ofPlatform().name("digest-spool").daemon().start(this::overtake));
    }

    /** What was accepted is finished: the writers go on until nothing waits. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        for (var thread : threads) {
            thread.join(10_000);
        }
    }

    private void write() {
        work(() -> gather(config.batch()), batch -> {
            sizes.record(batch.size());
            duration.record(() -> write(batch));
        });
    }

    private void write(List<Submission> batch) {
        var round = Round.of(batch);
        if (isAway()) {
            detour.take(round, "the database is away");
            return;
        }
        var left = delivery.deliver(round, counted(batch));
        if (!left.away().isEmpty()) {
            awayUntil = System.nanoTime() + PAUSE_NANOS;
            left.away().forEach(tried -> detour.takeWhole(tried, "the database is away"));
        }
        left.refused().forEach(refused -> Detour.refuse(refused, new Busy("this cannot be written")));
    }

    /** While every writer waits for a database that is slow, those who have waited too long take the detour. */
    private void overtake() {
        work(
                () -> {
                    TimeUnit.MILLISECONDS.sleep(50);
                    var oldest = waiting.peek();
                    var patience = TimeUnit.MILLISECONDS.toNanos(config.patienceMillis());
                    return oldest != null && detour.isOpen() && System.nanoTime() - oldest.since() > patience
                            ? take(config.batch())
                            : List.of();
                },
                batch -> detour.take(Round.of(batch), "the database is slow"));
    }

    private interface Source {
        List<Submission> next() throws InterruptedException;
    }

    private interface Sink {
        void put(List<Submission> batch);
    }

    private void work(Source source, Sink sink) {
        while (!stopping || !waiting.isEmpty()) {
            var batch = List.<Submission>of();
            try {
                batch = source.next();
                if (!batch.isEmpty()) {
                    sink.put(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("A batch failed in a way that nobody foresaw", e);
                batch.forEach(submission -> submission.written().completeExceptionally(e));
            }
        }
    }

    private List<Submission> take(int most) throws InterruptedException {
        var batch = new ArrayList<Submission>();
        var first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, most - 1);
        }
        return batch;
    }

    /**
     * A transaction costs far more than one more event in it, so those that are about to be handed over are waited for, a
     * moment at the most. Who sends alone waits for nobody.
     */
    private List<Submission> gather(int most) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            var batch = take(most);
            var pause = TimeUnit.MICROSECONDS.toNanos(config.gatherMicros()) / LOOKS;
            for (int look = 0; look < LOOKS && !batch.isEmpty() && batch.size() < most && incoming.any(); look++) {
                LockSupport.parkNanos(pause);
                waiting.drainTo(batch, most - batch.size());
            }
            return batch;
        } finally {
            turn.unlock();
        }
    }

    /** A batch that stands alone in calm times is counted at once: who sends one event and looks finds it counted. */
    private BatchWriter.Counted counted(List<Submission> batch) {
        var isCalm = calm.take(System.nanoTime());
        return isCalm && batch.size() <= ALONE && waiting.isEmpty()
                ? BatchWriter.Counted.AT_ONCE
                : BatchWriter.Counted.LATER;
    }
}
