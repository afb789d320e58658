package tocsin.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * So many connections, each of which sends its next event when the last one was answered: a closed loop. Or an open one,
 * whose events have a time to be sent at; their latency counts from that time, so that a stall is not hidden by sending less.
 */
final class Load {

    private final int port;
    private final List<byte[]> heads;
    private final List<Body> bodies;
    private final int connections;
    private final int fingerprints;

    /** What was answered, by status (0 for a broken connection), and how long that took in microseconds. */
    record Result(Map<Integer, Long> answers, Histogram micros, Duration took, long bytesSent) {

        long accepted() {
            return answers.getOrDefault(200, 0L);
        }

        double acceptedPerSecond() {
            return accepted() * 1e9 / took.toNanos();
        }
    }

    Load(Subject subject, List<Body> bodies, int connections) {
        this(List.of(subject.target()), bodies, connections, 0);
    }

    /**
     * @param targets of one server, which get the events in turn
     * @param fingerprints how many issues the events ask to be part of, in turn; 0 when what they are decides
     */
    Load(List<Target> targets, List<Body> bodies, int connections, int fingerprints) {
        this.port = targets.getFirst().port();
        this.heads = targets.stream().map(Target::head).toList();
        this.bodies = bodies;
        this.connections = connections;
        this.fingerprints = fingerprints;
    }

    Result during(Duration duration) throws InterruptedException {
        return run(Long.MAX_VALUE, duration, 0);
    }

    /** An open loop of so many events a second. */
    Result paced(Duration duration, double perSecond) throws InterruptedException {
        return run((long) (perSecond * duration.toNanos() / 1e9), duration.plusSeconds(60), (long) (1e9 / perSecond));
    }

    /** Each body once. */
    Result once() throws InterruptedException {
        return first(bodies.size());
    }

    /** So many events, as fast as possible. */
    Result first(int events) throws InterruptedException {
        return run(events, Duration.ofMinutes(30), 0);
    }

    /** @param everyNanos between the times at which events are to be sent; 0 for as soon as possible */
    private Result run(long events, Duration duration, long everyNanos) throws InterruptedException {
        var answers = new ConcurrentSkipListMap<Integer, LongAdder>();
        var micros = new ConcurrentHistogram(3);
        var bytes = new LongAdder();
        var next = new AtomicLong();
        var from = System.nanoTime();
        var until = from + duration.toNanos();
        var clients = new ArrayList<Thread>();
        for (var i = 0; i < connections; i++) {
            var random = new SplittableRandom(from + i);
            clients.add(Thread.ofPlatform().start(() -> {
                Connection connection = null;
                for (long n; System.nanoTime() < until && (n = next.getAndIncrement()) < events; ) {
                    var body = envelope(n, id(random));
                    var sent = everyNanos == 0 ? System.nanoTime() : waitUntil(from + n * everyNanos);
                    var status = 0;
                    try {
                        connection = connection == null ? new Connection(port) : connection;
                        status = connection
                                .ask(heads.get((int) (n % heads.size())), body)
                                .status();
                        bytes.add(body.length);
                    } catch (IOException e) {
                        System.err.printf(
                                "bench: a connection broke after %d ms: %s%n",
                                (System.nanoTime() - sent) / 1_000_000, e.getMessage());
                        connection = null;
                    }
                    micros.recordValue((System.nanoTime() - sent) / 1000);
                    answers.computeIfAbsent(status, s -> new LongAdder()).increment();
                }
            }));
        }
        for (var client : clients) {
            client.join();
        }
        var counted = new TreeMap<Integer, Long>();
        answers.forEach((status, count) -> counted.put(status, count.sum()));
        return new Result(counted, micros, Duration.ofNanos(System.nanoTime() - from), bytes.sum());
    }

    private byte[] envelope(long n, String id) {
        var body = bodies.get((int) (n % bodies.size()));
        return fingerprints == 0
                ? body.envelope(id, Instant.now())
                : body.envelope(id, Instant.now(), "issue-" + n % fingerprints);
    }

    private static long waitUntil(long time) {
        for (long left; (left = time - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
        return time;
    }

    private static String id(SplittableRandom random) {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }
}
