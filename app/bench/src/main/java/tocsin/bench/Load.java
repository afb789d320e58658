package tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

    private final Server server;
    private final List<Body> bodies;
    private final int connections;
    private final byte[] head;

    /** What was answered, by status (0 for a broken connection), and how long that took in microseconds. */
    record Result(Map<Integer, Long> answers, Histogram micros, Duration took, long bytesSent) {

        long accepted() {
            return answers.getOrDefault(200, 0L);
        }

        double acceptedPerSecond() {
            return accepted() * 1e9 / took.toNanos();
        }
    }

    Load(Server server, List<Body> bodies, int connections) {
        this.server = server;
        this.bodies = bodies;
        this.connections = connections;
        this.head = head(server);
    }

    /** Request line and headers of an envelope in gzip. */
    static byte[] head(Server server) {
        return """
                POST /api/1/envelope/ HTTP/1.1\r
                Host: %s\r
                User-Agent: tocsin.bench/1\r
                Content-Type: application/x-sentry-envelope\r
                Content-Encoding: gzip\r
                X-Sentry-Auth: Sentry sentry_version=7, sentry_client=tocsin.bench/1, sentry_key=%s\r
                """.formatted(server.url().getAuthority(), server.key()).getBytes(US_ASCII);
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
        return run(bodies.size(), Duration.ofMinutes(30), 0);
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
                    var body = bodies.get((int) (n % bodies.size())).envelope(id(random), Instant.now());
                    var sent = everyNanos == 0 ? System.nanoTime() : waitUntil(from + n * everyNanos);
                    var status = 0;
                    try {
                        connection =
                                connection == null ? new Connection(server.url().getPort()) : connection;
                        status = connection.ask(head, body).status();
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
