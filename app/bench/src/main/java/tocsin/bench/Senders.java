package tocsin.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Clients that send events, each with an id of its own that goes into the ledger, until they are told to end. */
final class Senders {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Ledger ledger;
    private final List<Body> bodies;
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicLong next = new AtomicLong();
    private final Answers answers = new Answers();
    private final Histogram micros = new ConcurrentHistogram(3);
    private final List<Thread> threads = new ArrayList<>();
    private final long from = System.nanoTime();

    private Senders(Ledger ledger, List<Body> bodies) {
        this.ledger = ledger;
        this.bodies = bodies;
    }

    /** Each sends the next event as soon as the last one is answered. */
    static Senders unpaced(Ledger ledger, List<Body> bodies, List<Target> targets, int clients) {
        return new Senders(ledger, bodies).start(targets, clients, 0);
    }

    /** All together send so many a second, whatever becomes of them; the latency is from the time at which one was due. */
    static Senders paced(Ledger ledger, List<Body> bodies, List<Target> targets, int clients, double perSecond) {
        return new Senders(ledger, bodies).start(targets, clients, (long) (1e9 / perSecond));
    }

    private Senders start(List<Target> targets, int clients, long everyNanos) {
        for (var client = 0; client < clients; client++) {
            var random = new SplittableRandom(System.nanoTime() + client);
            threads.add(Thread.ofPlatform().start(() -> send(targets, everyNanos, random)));
        }
        return this;
    }

    private void send(List<Target> targets, long everyNanos, SplittableRandom random) {
        Connection connection = null;
        var connectedTo = 0;
        while (going.get()) {
            var n = next.getAndIncrement();
            var due = everyNanos == 0 ? System.nanoTime() : from + n * everyNanos;
            if (!isReached(due)) {
                break;
            }
            var target = targets.get((int) (n % targets.size()));
            var id = new UUID(random.nextLong(), random.nextLong());
            var body = bodies.get(random.nextInt(bodies.size()));
            try {
                if (connection == null || connectedTo != target.port()) {
                    close(connection);
                    connection = new Connection(target.port());
                    connectedTo = target.port();
                }
                var status = connection
                        .ask(target.head(), body.envelope(id.toString().replace("-", ""), Instant.now()))
                        .status();
                ledger.answered(target, id, status);
                answers.add(status);
            } catch (IOException | RuntimeException cut) {
                close(connection);
                connection = null;
                ledger.unanswered(cut);
                answers.add(Answers.NONE);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            micros.recordValue((System.nanoTime() - due) / 1000);
        }
        close(connection);
    }

    /** Waits for that time; it is not reached when the end comes before it. */
    private boolean isReached(long time) {
        for (long left; (left = time - System.nanoTime()) > 0; ) {
            if (!going.get()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
        }
        return true;
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It is of no use any more, in whichever way it ended.
        }
    }

    /** @return what these senders were told, whatever others were */
    Served end() throws InterruptedException {
        going.set(false);
        for (var thread : threads) {
            thread.join();
        }
        return new Served(answers.sums(), micros);
    }
}
