package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the command line asks for. */
record Options(
        String bench,
        Path executable,
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
        String kind) {

    /** The real events, seen from where make runs. */
    static final Path CORPUS = Path.of("app/src/test/resources/events");

    static final String USAGE = """
            usage: bench ingest|limit|list|soak|start|steps|faults [--executable FILE] [--data DIR] [--connections 16] [--seconds 30]
                         [--warm-up 10] [--mix real|small-large] [--issues 10000] [--events 1000000]
            for faults:  [--kind kills|away|slow|full] [--seconds 60] [--kills 50] [--database-kills 20]
            The executable is a native one or the jar of the JVM application, which is the default. The benchmark
            steps starts none: it measures what the server does to an event, step by step, in this process's own Java.
            The kinds of faults, each under load, after which all that was answered 200 must be stored and counted once:
              kills         server and database are killed, again and again
              away          the database is stopped for so many seconds, then really ended for as many
              slow          each statement takes 500 ms longer
              full          the disks of database and spool are full; mounts small file systems, so it needs root
            When a promise is not kept, the benchmark ends with 1.""";

    private static final List<String> NAMES = List.of(
            "executable",
            "data",
            "connections",
            "seconds",
            "warm-up",
            "mix",
            "issues",
            "events",
            "kills",
            "database-kills",
            "kind");

    /** The same on other data. */
    Options on(Path other) {
        return new Options(
                bench,
                executable,
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
                kind);
    }

    /** Of what is measured, for its file. */
    String name() {
        return bench.equals("faults") ? bench + "-" + kind : bench;
    }

    static Options of(String... arguments) throws IOException {
        if (arguments.length % 2 == 0) {
            throw new IllegalArgumentException("A benchmark and then names with values are expected");
        }
        Map<String, String> given = new HashMap<>();
        for (var i = 1; i < arguments.length; i += 2) {
            var name = arguments[i].replaceFirst("^--", "");
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + arguments[i]);
            }
            given.put(name, arguments[i + 1]);
        }
        var data = given.get("data");
        var seconds = arguments[0].equals("faults") ? "60" : "30";
        return new Options(
                arguments[0],
                Path.of(given.getOrDefault("executable", "app/target/quarkus-app/quarkus-run.jar")),
                data == null ? Files.createTempDirectory("tocsin-bench") : Path.of(data),
                CORPUS,
                Integer.parseInt(given.getOrDefault("connections", "16")),
                Duration.ofSeconds(Long.parseLong(given.getOrDefault("seconds", seconds))),
                Duration.ofSeconds(Long.parseLong(given.getOrDefault("warm-up", "10"))),
                given.getOrDefault("mix", "real"),
                Integer.parseInt(given.getOrDefault("issues", "10000")),
                Integer.parseInt(given.getOrDefault("events", "1000000")),
                Integer.parseInt(given.getOrDefault("kills", "50")),
                Integer.parseInt(given.getOrDefault("database-kills", "20")),
                given.getOrDefault("kind", "kills"));
    }
}
