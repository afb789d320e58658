package tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the same load costs a server that holds more events, more projects or more issues: three tables. */
final class GrowthBench implements LongBench {

    private static final List<Integer> PROJECTS = List.of(1, 100, 10_000);
    private static final List<Integer> ISSUES = List.of(10, 100_000);
    static final String LOSS = "lossPercent";

    /** A careful guess, to say how long it takes. */
    private static final int SENT_PER_SECOND = 2_000;

    private static final int FILLED_PER_SECOND = 20_000;

    private final Options options;

    /** What there may be more of, a table for each. */
    private enum Kind {
        EVENTS,
        PROJECTS,
        ISSUES;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String column(int number) {
            return String.format(Locale.ROOT, "%,d %s", number, word());
        }
    }

    GrowthBench(Options options) {
        this.options = options;
    }

    @Override
    public Duration expected() {
        return rounds().expected();
    }

    private Rounds rounds() {
        var sides = kinds().stream()
                .flatMap(kind -> numbers(kind).stream().map(number -> side(kind, number)))
                .toList();
        return new Rounds(sides, options.rounds(), options.data().resolve("growth"));
    }

    private List<Kind> kinds() {
        return Stream.of(Kind.values())
                .filter(kind -> options.wants(kind.word()))
                .toList();
    }

    private List<Integer> numbers(Kind kind) {
        return switch (kind) {
            case EVENTS -> options.steps();
            case PROJECTS -> PROJECTS;
            case ISSUES -> ISSUES;
        };
    }

    private Side side(Kind kind, int number) {
        var preparing = number / (kind == Kind.EVENTS ? FILLED_PER_SECOND : SENT_PER_SECOND);
        var expected = options.warmUp().plus(options.duration()).plusSeconds(12 + preparing);
        return new Side(kind.column(number), expected, data -> measure(kind, number, data));
    }

    @Override
    public Results run() throws IOException, InterruptedException {
        var runs = rounds().run();
        var text = new StringBuilder("Growth: medians of %d rounds of %d s, %d connections, %s, on %s%n"
                .formatted(
                        options.rounds(),
                        options.duration().toSeconds(),
                        options.connections(),
                        options.appliance(),
                        Machine.line()));
        var json = new LinkedHashMap<String, Object>();
        json.put("bench", "growth");
        json.put("machine", Machine.line());
        var broken = new ArrayList<String>();
        for (var kind : kinds()) {
            var columns = new LinkedHashMap<String, Map<String, Object>>();
            for (var number : numbers(kind)) {
                var column = kind.column(number);
                columns.put(column, Medians.of(runs.get(column)));
            }
            addLoss(columns);
            columns.forEach((column, row) -> {
                broken.addAll(Verdict.of(column, row));
                broken.addAll(Bound.broken(Bound.GROWTH, column, row));
            });
            json.put(kind.word(), columns);
            text.append('\n').append(table(columns));
        }
        json.put("runs", runs);
        return Results.of("growth", text.toString(), json, broken);
    }

    private static Table table(Map<String, Map<String, Object>> columns) {
        return new Table(columns)
                .line("rounds that count", "rounds", 0)
                .line("rounds that failed", "roundsThatFailed", 0)
                .line("processed/s", "processedPerSecond", 0)
                .line("loss against the first, %", LOSS, 0)
                .line("p99 ms", "p99Millis", 1)
                .line("CPU of both, ms/event", "cpuMillisPerEvent", 3)
                .line("PSS of both, MB", "peakMegabytes", 0)
                .line("lost", "lost", 0)
                .line("issues", "issues", 0)
                .line("issue list p50 ms", "listP50Millis", 1)
                .line("issue list p95 ms", "listP95Millis", 1);
    }

    /** How much slower each is than the first one; the first tells nothing when it failed. */
    static void addLoss(Map<String, Map<String, Object>> columns) {
        var first = columns.values().iterator().next().get("processedPerSecond");
        for (var row : columns.values()) {
            if (first != null && row.containsKey("processedPerSecond")) {
                row.put(LOSS, 100 - SlowCommits.percent(row.get("processedPerSecond"), first));
            }
        }
    }

    private Map<String, Object> measure(Kind kind, int number, Path data)
            throws IOException, InterruptedException, SQLException {
        var bodies = bodies(kind);
        try (var server = Server.start(options.appliance(), data)) {
            var targets = kind == Kind.PROJECTS ? ProjectsSql.fill(server, number) : List.of(server.target());
            var load = new Load(targets, bodies, options.connections(), kind == Kind.ISSUES ? number : 0);
            var sent = load.first(Math.max(bodies.size(), kind == Kind.EVENTS ? 0 : number));
            System.err.println("bench: " + sent.answers() + " to begin with");
            var grown = Grown.of(server, sent.accepted());
            if (kind == Kind.EVENTS) {
                System.err.printf(Locale.ROOT, "bench: filling up to %,d events by SQL%n", number);
                FillSql.fill(server.jdbcUrl("tocsin"), number);
                grown = Grown.of(server, 0);
            }
            settleDown(server);
            var measurement = new Measurement(grown, load, bodies, options.duration());
            var row = new LinkedHashMap<>(measurement.warmUp(options.warmUp()));
            row.putAll(measurement.atMost());
            row.putAll(measurement.list());
            return row;
        }
    }

    private List<Body> bodies(Kind kind) throws IOException {
        var corpus = Corpus.read(options.events());
        return (kind == Kind.ISSUES ? corpus.withoutFingerprints() : corpus).mix(options.mix());
    }

    /** What the filling has left to be written is not what is measured. */
    private static void settleDown(Server server) throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("tocsin"));
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }
}
