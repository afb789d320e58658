package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Whether anything grows: seven tenths of what is possible, for half an hour or as long as is asked for. */
final class SoakBench {

    private static final double SHARE = 0.7;
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What is shorter shows how a server settles in, and nothing of it can be promised. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    private final Server server;
    private final Options options;
    private final Api api;

    SoakBench(Server server, Options options) {
        this.server = server;
        this.options = options;
        this.api = new Api(server);
    }

    Map<String, Object> run() throws IOException, InterruptedException, SQLException {
        var bodies = Corpus.read(options.events()).bodies(200, 10);
        var load = new Load(server, bodies, options.connections());
        var most = load.during(options.warmUp());
        var rate = most.acceptedPerSecond() * SHARE;
        System.err.printf(Locale.ROOT, "bench: %.0f/s at most, so %.0f/s%n", most.acceptedPerSecond(), rate);
        var accepted = most.accepted();
        var others = 0L;
        var usage = server.usage();
        var samples = new ArrayList<SoakSample>();
        var report = new Report();
        try (var sql = new SoakSql(server)) {
            var vacuumed = sql.vacuum().runs();
            var from = System.nanoTime();
            for (var until = from + options.duration().toNanos(); System.nanoTime() < until; ) {
                var step = load.paced(STEP, rate);
                accepted += step.accepted();
                others += sum(step) - step.accepted();
                var memory = usage.memory();
                var vacuum = sql.vacuum();
                var sample = new SoakSample(
                        Duration.ofNanos(System.nanoTime() - from).toSeconds(),
                        Math.round(step.acceptedPerSecond()),
                        step.micros().getValueAtPercentile(50) / 1e3,
                        step.micros().getValueAtPercentile(99) / 1e3,
                        memory.server() / 1024,
                        memory.postgres() / 1024,
                        vacuum.deadTuples(),
                        vacuum.runs() - vacuumed);
                samples.add(sample);
                System.err.println("bench: " + sample.line());
                // Each time, so that what breaks off shows how it came to that.
                write(samples, Results.FOLDER);
            }
            report.put("bench", "soak");
            report.put("version", server.text("version"));
            report.put("seconds", samples.getLast().second());
            report.put("perSecond", Math.round(rate));
            report.put("accepted", accepted);
            report.put("otherAnswers", others);
            var counted = settled(accepted);
            report.put("lost", accepted - sql.stored());
            report.put("countedLost", accepted - counted);
            report.promise("nobody is refused", others == 0);
            trends(samples, report);
            report.put("mostDead", sql.mostDead());
        }
        report.put("firstTenth", tenth(samples, 0));
        report.put("middleTenth", tenth(samples, samples.size() * 9 / 20));
        report.put("lastTenth", tenth(samples, samples.size() - Math.max(1, samples.size() / 10)));
        report.put("samples", Results.FOLDER.resolve("soak.csv").toString());
        report.put("plot", Results.FOLDER.resolve("soak.svg").toString());
        return report.row();
    }

    /** What grows, after the first sixth; what must not, when it was looked at for long enough. */
    static void trends(List<SoakSample> samples, Report report) {
        var trend = new Trend(samples);
        report.put("serverMegabytesPerHour", rounded(trend.perHour(SoakSample::server)));
        report.put("postgresMegabytesPerHour", rounded(trend.perHour(SoakSample::postgres)));
        report.put("p99MillisPerHour", rounded(trend.perHour(SoakSample::p99)));
        report.put("p99MillisFirstAndLastThird", trend.p99());
        report.put("mostDeadTuplesFirstAndLastThird", trend.mostDeadTuples());
        report.put("autovacuums", samples.getLast().autovacuums());
        report.put("autovacuumsInTheLastThird", trend.autovacuums());
        var promised = samples.getLast().second() >= LONG_ENOUGH.toSeconds();
        report.put("longEnoughToPromise", promised);
        if (promised) {
            report.promise("the server's memory is flat", trend.isFlat(SoakSample::server));
            report.promise("PostgreSQL's memory is flat", trend.isFlat(SoakSample::postgres));
            report.promise("the p99 is flat", trend.keepsItsP99());
            report.promise("autovacuum keeps up", trend.isVacuumed());
        }
    }

    static void write(List<SoakSample> samples, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("soak.csv"),
                Stream.concat(Stream.of(SoakSample.HEAD), samples.stream().map(SoakSample::line))
                        .toList());
        Files.writeString(
                folder.resolve("soak.svg"),
                new Plot(samples.stream().map(SoakSample::second).toList())
                        .panel(
                                "Latency, ms",
                                line("p99", samples, SoakSample::p99),
                                line("p50", samples, SoakSample::p50))
                        .panel(
                                "Memory (PSS), MB",
                                line("server", samples, SoakSample::server),
                                line("PostgreSQL", samples, SoakSample::postgres))
                        .panel("Dead tuples", line("all tables", samples, SoakSample::deadTuples))
                        .panel("Autovacuum, runs so far", line("all tables", samples, SoakSample::autovacuums))
                        .panel("Accepted in a second", line("", samples, SoakSample::perSecond))
                        .toString());
    }

    private static Plot.Line line(String name, List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        return new Plot.Line(name, samples.stream().mapToDouble(value).boxed().toList());
    }

    private static long sum(Load.Result step) {
        return step.answers().values().stream().mapToLong(Long::longValue).sum();
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static Map<String, Object> tenth(List<SoakSample> samples, int from) {
        var part = samples.subList(from, from + Math.max(1, samples.size() / 10));
        var row = new LinkedHashMap<String, Object>();
        row.put(
                "worstP99Millis",
                part.stream().mapToDouble(SoakSample::p99).max().orElse(0));
        row.put(
                "serverMegabytes",
                part.stream().mapToLong(SoakSample::server).max().orElse(0));
        row.put(
                "postgresMegabytes",
                part.stream().mapToLong(SoakSample::postgres).max().orElse(0));
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
