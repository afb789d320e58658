package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether anything grows: seven tenths of what is possible, for half an hour or as long as is asked for. */
final class SoakBench {

    private static final double SHARE = 0.7;
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Server server;
    private final Options options;
    private final Api api;

    SoakBench(Server server, Options options) {
        this.server = server;
        this.options = options;
        this.api = new Api(server);
    }

    /** One step: memory as PSS in megabytes, latencies in milliseconds from the time at which events were to be sent. */
    private record Sample(long second, long accepted, double p50, double p99, long server, long postgres) {

        String line() {
            return "%d,%d,%.1f,%.1f,%d,%d".formatted(second, accepted, p50, p99, server, postgres);
        }
    }

    Map<String, Object> run() throws IOException, InterruptedException {
        var bodies = Corpus.read(options.events()).bodies(200, 10);
        var load = new Load(server, bodies, options.connections());
        var most = load.during(options.warmUp());
        var rate = most.acceptedPerSecond() * SHARE;
        System.err.printf(Locale.ROOT, "bench: %.0f/s at most, so %.0f/s%n", most.acceptedPerSecond(), rate);
        var accepted = most.accepted();
        var others = 0L;
        var usage = server.usage();
        var samples = new ArrayList<Sample>();
        var from = System.nanoTime();
        for (var until = from + options.duration().toNanos(); System.nanoTime() < until; ) {
            var step = load.paced(STEP, rate);
            accepted += step.accepted();
            others +=
                    step.answers().values().stream().mapToLong(Long::longValue).sum() - step.accepted();
            var memory = usage.memory();
            var sample = new Sample(
                    Duration.ofNanos(System.nanoTime() - from).toSeconds(),
                    step.accepted(),
                    step.micros().getValueAtPercentile(50) / 1e3,
                    step.micros().getValueAtPercentile(99) / 1e3,
                    memory.server() / 1024,
                    memory.postgres() / 1024);
            samples.add(sample);
            System.err.println("bench: " + sample.line());
        }
        var plot = Files.createDirectories(Results.FOLDER).resolve("soak.csv");
        var lines = new ArrayList<>(List.of("second,accepted,p50,p99,server MB,postgres MB"));
        samples.forEach(sample -> lines.add(sample.line()));
        Files.write(plot, lines);

        var row = new LinkedHashMap<String, Object>();
        row.put("bench", "soak");
        row.put("version", server.text("version"));
        row.put("perSecond", Math.round(rate));
        row.put("accepted", accepted);
        row.put("otherAnswers", others);
        row.put("lost", accepted - settled(accepted));
        row.put("firstTenth", tenth(samples, 0));
        row.put("middleTenth", tenth(samples, samples.size() * 9 / 20));
        row.put("lastTenth", tenth(samples, samples.size() - Math.max(1, samples.size() / 10)));
        row.put("samples", plot.toString());
        return row;
    }

    private static Map<String, Object> tenth(List<Sample> samples, int from) {
        var part = samples.subList(from, from + Math.max(1, samples.size() / 10));
        var row = new LinkedHashMap<String, Object>();
        row.put("worstP99Millis", part.stream().mapToDouble(Sample::p99).max().orElse(0));
        row.put("serverMegabytes", part.stream().mapToLong(Sample::server).max().orElse(0));
        row.put(
                "postgresMegabytes",
                part.stream().mapToLong(Sample::postgres).max().orElse(0));
        return row;
    }

    private long settled(long accepted) throws IOException, InterruptedException {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        var events = api.counts().events();
        while (events < accepted && System.nanoTime() < giveUp) {
            Thread.sleep(500);
            events = api.counts().events();
        }
        return events;
    }
}
