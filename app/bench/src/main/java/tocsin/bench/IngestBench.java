package tocsin.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** How many events a second are taken in, at what latency and cost, and whether all of them are there afterwards. */
final class IngestBench {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Server server;
    private final Options options;
    private final Api api;

    IngestBench(Server server, Options options) {
        this.server = server;
        this.options = options;
        this.api = new Api(server);
    }

    Map<String, Object> run() throws IOException, InterruptedException {
        var usage = server.usage();
        var corpus = Corpus.read(options.events());
        var bodies = bodies(corpus);
        System.err.printf("bench: %d bodies of %d real events%n", bodies.size(), corpus.originals());
        var idle = usage.memory();
        var load = new Load(server, bodies, options.connections());
        System.err.printf("bench: warming up for %d s%n", options.warmUp().toSeconds());
        var warm = load.during(options.warmUp());
        settle(warm.accepted());

        System.err.printf("bench: measuring for %d s%n", options.duration().toSeconds());
        var disk = disk();
        var cpu = usage.cpu();
        var own = ownCpu();
        var peak = new AtomicReference<>(usage.memory());
        var watching = new AtomicBoolean(true);
        var watch = Thread.ofPlatform().start(() -> watch(usage, peak, watching));
        var from = System.nanoTime();
        var result = load.during(options.duration());
        own = ownCpu() - own;
        var found = settle(warm.accepted() + result.accepted());
        var until = System.nanoTime();
        watching.set(false);
        watch.join();
        var used = usage.cpu().since(cpu);
        var accepted = warm.accepted() + result.accepted();
        var processedSeconds = Math.max(result.took().toNanos(), until - from) / 1e9;

        var row = new LinkedHashMap<String, Object>();
        row.put("bench", "ingest");
        row.put("version", server.text("version"));
        row.put("mix", options.mix());
        row.put("connections", options.connections());
        row.put("seconds", round(result.took().toNanos() / 1e9));
        row.put("answers", result.answers());
        row.put("acceptedPerSecond", round(result.acceptedPerSecond()));
        row.put("processedPerSecond", round((found.events() - warm.accepted()) / processedSeconds));
        row.put("lost", accepted - found.events());
        row.put("issues", found.issues());
        row.put("p50Millis", result.micros().getValueAtPercentile(50) / 1e3);
        row.put("p95Millis", result.micros().getValueAtPercentile(95) / 1e3);
        row.put("p99Millis", result.micros().getValueAtPercentile(99) / 1e3);
        row.put("maxMillis", result.micros().getMaxValue() / 1e3);
        row.put("serverCpuMillisPerEvent", perEvent(used.server(), result));
        row.put("postgresCpuMillisPerEvent", perEvent(used.postgres(), result));
        row.put("generatorCores", round(own / 1e9 / (result.took().toNanos() / 1e9) * 100) / 100);
        row.put("wireBytesPerEvent", result.bytesSent() / Math.max(1, result.accepted()));
        row.put("diskBytesPerEvent", (disk() - disk) / Math.max(1, result.accepted()));
        row.put("idleMegabytes", List.of(idle.server() / 1024, idle.postgres() / 1024));
        row.put("peakMegabytes", List.of(peak.get().server() / 1024, peak.get().postgres() / 1024));
        row.putAll(atHalf(load, result, accepted));
        return row;
    }

    /** The latency that senders see on an ordinary day: half of what is possible, each event at its time. */
    private Map<String, Object> atHalf(Load load, Load.Result most, long before)
            throws IOException, InterruptedException {
        var rate = most.acceptedPerSecond() / 2;
        System.err.printf("bench: half of it, %.0f/s at their times%n", rate);
        var result = load.paced(options.duration().dividedBy(2), rate);
        var found = settle(before + result.accepted());
        var row = new LinkedHashMap<String, Object>();
        row.put("halfLoadAnswers", result.answers());
        row.put("halfLoadPerSecond", round(result.acceptedPerSecond()));
        row.put("halfLoadLost", before + result.accepted() - found.events());
        row.put("halfLoadP50Millis", result.micros().getValueAtPercentile(50) / 1e3);
        row.put("halfLoadP99Millis", result.micros().getValueAtPercentile(99) / 1e3);
        return row;
    }

    private List<Body> bodies(Corpus corpus) throws IOException {
        return switch (options.mix()) {
            case "real" -> corpus.bodies(200, 10);
            case "small-large" -> corpus.smallAndLarge(200);
            default -> throw new IllegalArgumentException("--mix is real or small-large");
        };
    }

    /** Waits until all are there, or until no more come. */
    private Api.Counts settle(long accepted) throws IOException, InterruptedException {
        var counts = api.counts();
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        for (var still = 0; counts.events() < accepted && still < 10 && System.nanoTime() < giveUp; ) {
            Thread.sleep(500);
            var now = api.counts();
            still = now.events() == counts.events() ? still + 1 : 0;
            counts = now;
        }
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

    /** What the tables take; the write-ahead log is recycled and does not count. */
    private long disk() throws IOException {
        try (var files = Files.walk(options.data().resolve("postgresql/base"))) {
            return files.map(Path::toFile).mapToLong(java.io.File::length).sum();
        }
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
