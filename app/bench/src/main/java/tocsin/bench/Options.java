package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the command line asks for. */
record Options(
        String bench,
        Path executable,
        Path nativeExecutable,
        Path jar,
        Path data,
        Path events,
        int connections,
        Duration duration,
        Duration warmUp,
        String mix,
        int issues,
        int eventsToFill,
        int kills,
        int databaseKills,
        String kind,
        int rate,
        int rounds,
        List<String> only,
        boolean slowCommits,
        List<Integer> steps) {

    /** The real events, seen from where make runs. */
    static final Path CORPUS = Path.of("app/src/test/resources/events");

    static final String USAGE = """
            usage: bench all|compare|growth [--rounds 3] [--only native,jvm,bugsink-sqlite,bugsink-postgres,limit,events,projects,issues,soak,faults]
                         [--native FILE] [--jar FILE] [--slow-commits] [--steps 10000,1000000,10000000]
                   bench ingest|limit|list|soak|start|steps|flame|faults [--executable FILE] [--issues 10000] [--events 1000000]
                         [--slow-commits]
                   all of them: [--data DIR] [--connections 16] [--seconds 30, of soak 1800] [--warm-up 10]
                         [--mix real|small-large|unknown]
            for faults:  [--kind kills|away|slow|full|flood|slow-clients|clock|quotas] [--seconds 60]
                         [--kills 50] [--database-kills 20] [--rate 200]
            compare runs Tocsin as a native executable and on the JVM, Bugsink on SQLite and on PostgreSQL, and bare COPY in
            turn, so many rounds, and tells the medians. growth tells what more events, projects and issues cost; --steps
            are numbers of stored events. all is compare with both mixes and with slow commits, growth, soak and
            each fault: some five hours, and 20 GB of disk for the ten million events. --only names the parts that are
            wanted. The mixes real and small-large repeat their events; of
            unknown no two have a frame in common.
            The executable of the others is a native one or the jar of the JVM application, which is the default. The
            benchmark steps starts none: it measures what the server does to an event, step by step, in this process's
            own Java.
            flame loads the JVM application and draws where its threads spend their processor time: flame.svg.
            soak sends seven tenths of what is possible. In ten minutes or more memory and p99 must be flat and autovacuum
            keep up. What it saw each ten seconds goes into soak.csv and soak.svg.
            The kinds of faults, each under load, after which all that was answered 200 must be stored and counted once:
              kills         server and database are killed, again and again
              away          the database is stopped for so many seconds, then really ended for as many
              slow          each statement takes 500 ms longer
              full          the disks of database and spool are full; mounts small file systems, so it needs root
              flood         one of 1,000 projects floods; the others together send --rate events a second
              slow-clients  10,000 connections that say little or nothing, beside --rate events a second
              clock         server and database jump an hour forwards and back, and over midnight; needs cc
              quotas        four processes and one limit for all of them, over restarts
            When a promise is not kept, or one of ours loses an event or fails, the benchmark ends with 1. A peer that does
            is shown as such.""";

    private static final List<String> BENCHES = List.of(
            "all",
            "compare",
            "growth",
            "ingest",
            "limit",
            "list",
            "soak",
            "start",
            "steps",
            "flame",
            "faults",
            "dictionary");

    /** What can be measured alone: the sides of compare, the tables of growth. */
    private static final List<String> PARTS = List.of(
            "native",
            "jvm",
            "bugsink-sqlite",
            "bugsink-postgres",
            "limit",
            "events",
            "projects",
            "issues",
            "soak",
            "faults");

    /** The one option that stands without a value. */
    private static final String SLOW_COMMITS = "slow-commits";

    private static final List<String> NAMES = List.of(
            "executable",
            "native",
            "jar",
            "rounds",
            "only",
            "steps",
            "data",
            "connections",
            "seconds",
            "warm-up",
            "mix",
            "issues",
            "events",
            "kills",
            "database-kills",
            "kind",
            "rate");

    /** The same on other data. */
    Options on(Path other) {
        return new Options(
                bench,
                executable,
                nativeExecutable,
                jar,
                other,
                events,
                connections,
                duration,
                warmUp,
                mix,
                issues,
                eventsToFill,
                kills,
                databaseKills,
                kind,
                rate,
                rounds,
                only,
                slowCommits,
                steps);
    }

    /** One of the others among all: by what an appliance runs, for as long as it usually takes, on data of its own. */
    Options as(String other, String faults) {
        return new Options(
                other,
                appliance(),
                nativeExecutable,
                jar,
                data.resolve(other + faults),
                events,
                connections,
                Duration.ofSeconds(usualSeconds(other)),
                warmUp,
                mix,
                issues,
                eventsToFill,
                kills,
                databaseKills,
                faults,
                rate,
                rounds,
                only,
                false,
                steps);
    }

    /** Of what is measured, for its file. */
    String name() {
        return bench.equals("faults") ? bench + "-" + kind : bench;
    }

    /** Whether this part is to be measured: all are unless some are named. */
    boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    /** What an appliance runs: the native executable, or the jar as long as nobody has built one. */
    Path appliance() {
        return Files.isExecutable(nativeExecutable) ? nativeExecutable : jar;
    }

    static Options of(String... arguments) throws IOException {
        if (arguments.length == 0 || !BENCHES.contains(arguments[0])) {
            throw new IllegalArgumentException("One of these is expected: " + String.join(", ", BENCHES));
        }
        var given = given(arguments);
        var only = words(given.getOrDefault("only", ""));
        if (!PARTS.containsAll(only)) {
            throw new IllegalArgumentException("--only takes " + String.join(", ", PARTS));
        }
        var data = given.get("data");
        var jar = given.getOrDefault("jar", "app/target/quarkus-app/quarkus-run.jar");
        return new Options(
                arguments[0],
                Path.of(given.getOrDefault("executable", jar)),
                Path.of(given.getOrDefault("native", "app/target/tocsin")),
                Path.of(jar),
                data == null ? Files.createTempDirectory("tocsin-bench") : Path.of(data),
                CORPUS,
                number(given, "connections", 16),
                Duration.ofSeconds(number(given, "seconds", usualSeconds(arguments[0]))),
                Duration.ofSeconds(number(given, "warm-up", 10)),
                given.getOrDefault("mix", "real"),
                number(given, "issues", 10_000),
                number(given, "events", 1_000_000),
                number(given, "kills", 50),
                number(given, "database-kills", 20),
                given.getOrDefault("kind", "kills"),
                number(given, "rate", 200),
                number(given, "rounds", 3),
                only,
                given.containsKey(SLOW_COMMITS) || arguments[0].equals("all"),
                words(given.getOrDefault("steps", "10000,1000000,10000000")).stream()
                        .map(Integer::valueOf)
                        .toList());
    }

    private static int usualSeconds(String bench) {
        return switch (bench) {
            case "faults" -> 60;
            case "soak" -> 1_800;
            default -> 30;
        };
    }

    private static Map<String, String> given(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (var i = 1; i < arguments.length; i++) {
            var name = arguments[i].replaceFirst("^--", "");
            if (name.equals(SLOW_COMMITS)) {
                given.put(name, "");
            } else if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + arguments[i]);
            } else if (++i == arguments.length) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            } else {
                given.put(name, arguments[i]);
            }
        }
        return given;
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        var value = given.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private static List<String> words(String commas) {
        return Stream.of(commas.split(",")).filter(word -> !word.isEmpty()).toList();
    }
}
