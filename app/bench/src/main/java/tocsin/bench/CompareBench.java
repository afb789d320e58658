package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tocsin as a native executable and on the JVM, a peer that also says how fast today's machine is, and the limit of the
 * hardware, measured in turn by the same load on the same machine.
 */
final class CompareBench implements LongBench {

    /** A Bugsink answers in a second keeps it busy for about three more. */
    private static final int BACKLOG = 4;

    private static final String NATIVE = "native";
    private static final String JVM = "jvm";

    private final Options options;
    private final String mix;

    CompareBench(Options options, String mix) {
        this.options = options;
        this.mix = mix;
    }

    @Override
    public Duration expected() {
        return rounds().expected();
    }

    private Rounds rounds() {
        return new Rounds(sides(), options.rounds(), options.data().resolve(mix));
    }

    private List<Side> sides() {
        return Stream.of(
                        new Side(
                                NATIVE,
                                ofTocsin(),
                                data -> tocsin(present(options.nativeExecutable(), "make native builds it"), data)),
                        new Side(
                                JVM,
                                ofTocsin().plusSeconds(5),
                                data -> tocsin(present(options.jar(), "make builds it"), data)),
                        Side.peer("bugsink-sqlite", ofBugsink(), this::bugsinkOnSqlite),
                        Side.peer("bugsink-postgres", ofBugsink(), this::bugsinkOnPostgres),
                        new Side("limit", options.duration().multipliedBy(2).plusSeconds(8), this::limit))
                .filter(side -> options.wants(side.name()))
                .toList();
    }

    private Duration ofTocsin() {
        var once = options.duration().multipliedBy(3).dividedBy(2).plusSeconds(4);
        return options.warmUp()
                .plus(once.multipliedBy(options.slowCommits() ? 2 : 1))
                .plusSeconds(8);
    }

    private Duration ofBugsink() {
        return options.warmUp()
                .plus(options.duration())
                .multipliedBy(BACKLOG)
                .plus(options.duration().dividedBy(2))
                .plusSeconds(25);
    }

    @Override
    public Results run() throws IOException, InterruptedException {
        var runs = rounds().run();
        var medians = new LinkedHashMap<String, Map<String, Object>>();
        runs.forEach((side, rows) -> medians.put(side, Medians.of(rows)));
        var machine = Machine.line();
        var json = new LinkedHashMap<String, Object>();
        json.put("bench", "compare");
        json.put("mix", mix);
        json.put("machine", machine);
        json.put("seconds", options.duration().toSeconds());
        json.put("medians", medians);
        json.put("runs", runs);
        var settings = medians.values().stream()
                .filter(row -> row.containsKey("settings"))
                .map(row -> "Settings for 2 processors and 4 GB: " + row.get("settings") + "\n")
                .findFirst()
                .orElse("");
        var text = "Ingest, mix %s: medians of %d rounds of %d s, %d connections, on %s%n%s%n%s"
                .formatted(
                        mix,
                        options.rounds(),
                        options.duration().toSeconds(),
                        options.connections(),
                        machine,
                        settings,
                        table(medians));
        return Results.of("compare-" + mix, text, json, broken(mix, sides(), medians));
    }

    /** What must not be: a peer that fails says so in the table, and that is all. */
    static List<String> broken(String mix, List<Side> sides, Map<String, Map<String, Object>> medians) {
        return sides.stream()
                .filter(side -> !side.peer())
                .flatMap(side -> broken(mix, side.name(), medians.get(side.name())))
                .toList();
    }

    /** Nothing is promised of events that have no frame in common, which nobody sends; bare COPY knows no issues. */
    private static Stream<String> broken(String mix, String side, Map<String, Object> row) {
        var bounds = new ArrayList<Bound>();
        if (side.equals(NATIVE) || side.equals(JVM)) {
            bounds.addAll(Bound.ISSUES);
        }
        if (side.equals(NATIVE) && !mix.equals("unknown")) {
            bounds.addAll(Bound.APPLIANCE);
        }
        return Stream.concat(Verdict.of(side, row).stream(), Bound.broken(bounds, side, row).stream());
    }

    static Table table(Map<String, Map<String, Object>> medians) {
        return new Table(medians)
                .line("version", "version", 0)
                .line("built", "built", 0)
                .line("rounds that count", "rounds", 0)
                .line("rounds that failed", "roundsThatFailed", 0)
                .line("event, plain B", "plainBytesPerEvent", 0)
                .line("event, on the wire B", "wireBytesPerEvent", 0)
                .line("accepted/s", "acceptedPerSecond", 0)
                .line("processed/s", "processedPerSecond", 0)
                .line("lost", "lost", 0)
                .line("issues", "issues", 0)
                .line("p50 ms", "p50Millis", 1)
                .line("p99 ms", "p99Millis", 1)
                .line("half of it: sent/s", "halfLoadPerSecond", 0)
                .line("half of it: p50 ms", "halfLoadP50Millis", 1)
                .line("half of it: p99 ms", "halfLoadP99Millis", 1)
                .line("half of it: lost so far", "halfLoadLost", 0)
                .line("CPU of the server, ms/event", "serverCpuMillisPerEvent", 3)
                .line("CPU of PostgreSQL, ms/event", "postgresCpuMillisPerEvent", 3)
                .line("CPU of both, ms/event", "cpuMillisPerEvent", 3)
                .line("CPU of the generator, ms/event", "generatorCpuMillisPerEvent", 3)
                .line("PSS of the server idle, MB", "idleServerMegabytes", 0)
                .line("PSS of PostgreSQL idle, MB", "idlePostgresMegabytes", 0)
                .line("PSS of the server, MB", "peakServerMegabytes", 0)
                .line("PSS of PostgreSQL, MB", "peakPostgresMegabytes", 0)
                .line("PSS of both, MB", "peakMegabytes", 0)
                .line("disk, B/event", "diskBytesPerEvent", 0)
                .line("issue list p50 ms", "listP50Millis", 1)
                .line("issue list p95 ms", "listP95Millis", 1)
                .line("slow commits: processed/s", "slowCommitsPerSecond", 0)
                .line("slow commits: % of the rate", "slowCommitsPercent", 0)
                .line("slow commits: p99 ms", "slowCommitsP99Millis", 1)
                .line("slow commits: half, p99 ms", "slowCommitsHalfLoadP99Millis", 1)
                .line("slow commits: lost so far", "slowCommitsLost", 0);
    }

    private Map<String, Object> tocsin(Path executable, Path data) throws Exception {
        try (var server = Server.start(executable, data)) {
            var row = new IngestBench(server, options, mix).run();
            row.put(
                    "built",
                    Files.getLastModifiedTime(executable)
                            .toInstant()
                            .truncatedTo(ChronoUnit.MINUTES)
                            .toString());
            row.put("settings", Machine.settings(server));
            return row;
        }
    }

    private Map<String, Object> bugsinkOnSqlite(Path data) throws Exception {
        try (var bugsink = Bugsink.onSqlite(data)) {
            return new IngestBench(bugsink, options, mix).run();
        }
    }

    private Map<String, Object> bugsinkOnPostgres(Path data) throws Exception {
        try (var postgres = BorrowedPostgres.start(options.appliance(), data.resolve("lender"));
                var bugsink = Bugsink.onPostgres(data.resolve("bugsink"), postgres)) {
            return new IngestBench(bugsink, options, mix).run();
        }
    }

    private Map<String, Object> limit(Path data) throws Exception {
        try (var server = Server.start(options.appliance(), data)) {
            return new LimitBench(server, options, mix).best();
        }
    }

    private static Path present(Path executable, String how) throws IOException {
        if (!Files.exists(executable)) {
            throw new IOException("there is no " + executable + "; " + how);
        }
        return executable;
    }
}
