package tocsin.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One subject under load: as many events as it takes (a closed loop), the issue list right after them, and the latency at
 * half of that (an open loop). Each part waits until all that was accepted has been processed, or no more comes.
 */
final class Measurement {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PAGES = 100;

    private final Subject subject;
    private final Duration duration;
    private final List<Body> bodies;
    private final Load load;
    private long accepted;
    private long events;

    /** @param bodies what the load sends, to tell its mean size */
    Measurement(Subject subject, Load load, List<Body> bodies, Duration duration) {
        this.subject = subject;
        this.load = load;
        this.bodies = bodies;
        this.duration = duration;
    }

    /** Before anything is measured; what is lost here is told with the rest. */
    Map<String, Object> warmUp(Duration warmUp) throws IOException, InterruptedException {
        var idle = subject.usage().memory();
        System.err.printf("bench: warming up for %d s%n", warmUp.toSeconds());
        accepted += load.during(warmUp).accepted();
        settle();
        var row = new LinkedHashMap<String, Object>();
        row.put("idleServerMegabytes", idle.server() / 1024);
        row.put("idlePostgresMegabytes", idle.postgres() / 1024);
        return row;
    }

    Map<String, Object> atMost() throws IOException, InterruptedException {
        System.err.printf("bench: measuring for %d s%n", duration.toSeconds());
        var usage = subject.usage();
        var before = events;
        var disk = subject.diskBytes();
        var cpu = usage.cpu();
        var own = ownCpu();
        var peak = new AtomicReference<>(usage.memory());
        var watching = new AtomicBoolean(true);
        var watch = Thread.ofPlatform().daemon().start(() -> watch(usage, peak, watching));
        var from = System.nanoTime();
        Load.Result result;
        Subject.Counts found;
        try {
            result = load.during(duration);
            own = ownCpu() - own;
            accepted += result.accepted();
            found = settle();
        } finally {
            watching.set(false);
        }
        var seconds = Math.max(result.took().toNanos(), System.nanoTime() - from) / 1e9;
        watch.join();
        var used = usage.cpu().since(cpu);

        var row = new LinkedHashMap<String, Object>();
        row.put("seconds", round(result.took().toNanos() / 1e9));
        row.put("answers", result.answers());
        row.put("acceptedPerSecond", round(result.acceptedPerSecond()));
        row.put("processedPerSecond", round((found.events() - before) / seconds));
        row.put("lost", accepted - found.events());
        row.put("issues", found.issues());
        row.putAll(latency("", result));
        row.put("serverCpuMillisPerEvent", perEvent(used.server(), result));
        row.put("postgresCpuMillisPerEvent", perEvent(used.postgres(), result));
        row.put("cpuMillisPerEvent", perEvent(used.server() + used.postgres(), result));
        row.put("generatorCpuMillisPerEvent", perEvent(own / 1_000_000, result));
        row.put("wireBytesPerEvent", result.bytesSent() / Math.max(1, result.accepted()));
        row.put("plainBytesPerEvent", meanSize());
        row.put("diskBytesPerEvent", (subject.diskBytes() - disk) / Math.max(1, result.accepted()));
        row.put("peakServerMegabytes", peak.get().server() / 1024);
        row.put("peakPostgresMegabytes", peak.get().postgres() / 1024);
        row.put("peakMegabytes", (peak.get().server() + peak.get().postgres()) / 1024);
        return row;
    }

    /** What people wait for the issue list while the load has just ended. */
    Map<String, Object> list() throws IOException, InterruptedException {
        var micros = subject.visitor().ask(subject.issuesPath(), PAGES);
        var row = new LinkedHashMap<String, Object>();
        row.put("listP50Millis", micros.getValueAtPercentile(50) / 1e3);
        row.put("listP95Millis", micros.getValueAtPercentile(95) / 1e3);
        return row;
    }

    /**
     * The latency that senders see on an ordinary day: half of what is possible, each event at its time.
     *
     * @param most as {@link #atMost} told it
     */
    Map<String, Object> atHalf(Map<String, Object> most) throws IOException, InterruptedException {
        var rate = half(number(most, "acceptedPerSecond"), number(most, "processedPerSecond"));
        System.err.printf("bench: half of it, %.0f/s at their times%n", rate);
        var result = load.paced(duration.dividedBy(2), rate);
        accepted += result.accepted();
        var found = settle();
        var row = new LinkedHashMap<String, Object>();
        row.put("halfLoadAnswers", result.answers());
        row.put("halfLoadPerSecond", round(result.acceptedPerSecond()));
        row.put("halfLoadLost", accepted - found.events());
        row.putAll(latency("halfLoad", result));
        return row;
    }

    /** Half of the maximum; where a queue grows behind the answers, the maximum is what leaves it. */
    static double half(double acceptedPerSecond, double processedPerSecond) {
        return Math.max(1, Math.min(acceptedPerSecond, processedPerSecond) / 2);
    }

    private static double number(Map<String, Object> row, String name) {
        return ((Number) row.get(name)).doubleValue();
    }

    private static Map<String, Object> latency(String prefix, Load.Result result) {
        var row = new LinkedHashMap<String, Object>();
        for (var percentile : List.of(50, 95, 99)) {
            var name = prefix.isEmpty() ? "p" + percentile : prefix + "P" + percentile;
            row.put(name + "Millis", result.micros().getValueAtPercentile(percentile) / 1e3);
        }
        row.put(
                prefix.isEmpty() ? "maxMillis" : prefix + "MaxMillis",
                result.micros().getMaxValue() / 1e3);
        return row;
    }

    /** Waits until all are there, or until no more come. */
    private Subject.Counts settle() throws IOException, InterruptedException {
        var counts = subject.counts();
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        for (var still = 0; counts.events() < accepted && still < 20 && System.nanoTime() < giveUp; ) {
            Thread.sleep(250);
            var now = subject.counts();
            still = now.events() == counts.events() ? still + 1 : 0;
            counts = now;
        }
        events = counts.events();
        return counts;
    }

    private static void watch(Usage usage, AtomicReference<Usage.Memory> peak, AtomicBoolean watching) {
        try {
            while (watching.get()) {
                peak.set(peak.get().max(usage.memory()));
                Thread.sleep(500);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long meanSize() {
        return Math.round(bodies.stream().mapToInt(Body::size).average().orElse(0));
    }

    private static long ownCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double perEvent(long millis, Load.Result result) {
        return Math.round(millis * 1000.0 / Math.max(1, result.accepted())) / 1000.0;
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
