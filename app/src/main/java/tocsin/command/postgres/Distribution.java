package tocsin.command.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs of one PostgreSQL on disk: a directory with {@code bin/initdb}, {@code bin/pg_ctl} and {@code bin/postgres}. */
public record Distribution(Path home) {

    private static final Pattern MAJOR = Pattern.compile("\\) (\\d+)");
    private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "postgres");

    /** The first that is complete: beside the executable, the one asked for, the one packed into the jar, one on the PATH. */
    public static Distribution locate(Optional<Path> asked) {
        return besideTheExecutable()
                .or(() -> asked.map(Distribution::checked))
                .or(() -> PackedPostgres.unpacked().map(Distribution::new))
                .or(Distribution::onThePath)
                .orElseThrow(() -> new PostgresFailed(
                        "No PostgreSQL found: neither 'postgresql/' beside the executable nor pg_ctl on the PATH."
                                + " Name one with --postgres DIR (the directory that holds bin/pg_ctl)."));
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** As in {@code PG_VERSION}, which is what decides whether a data directory fits. */
    String majorVersion() {
        var said =
                Command.of(List.of(program("postgres").toString(), "--version")).output();
        var matcher = MAJOR.matcher(said);
        if (!matcher.find()) {
            throw new PostgresFailed(program("postgres") + " does not say its version: " + said);
        }
        return matcher.group(1);
    }

    private boolean isComplete() {
        return PROGRAMS.stream().allMatch(name -> Files.isExecutable(program(name)));
    }

    private static Distribution checked(Path asked) {
        var found = new Distribution(asked.toAbsolutePath());
        if (!found.isComplete()) {
            throw new PostgresFailed("--postgres " + asked + " holds no bin/initdb, bin/pg_ctl and bin/postgres.");
        }
        return found;
    }

    private static Optional<Distribution> besideTheExecutable() {
        return ProcessHandle.current()
                .info()
                .command()
                .map(command -> new Distribution(Path.of(command).resolveSibling("postgresql")))
                .filter(Distribution::isComplete);
    }

    private static Optional<Distribution> onThePath() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        // Debian keeps the programs of a server off the PATH.
        return Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator))
                                .filter(entry -> !entry.isEmpty())
                                .map(entry -> Path.of(entry, "pg_ctl")),
                        debianServers())
                .filter(Files::isExecutable)
                .map(Distribution::home)
                .filter(Distribution::isComplete)
                .findFirst();
    }

    private static Distribution home(Path program) {
        try {
            return new Distribution(program.toRealPath().getParent().getParent());
        } catch (IOException e) {
            return new Distribution(program.getParent().getParent());
        }
    }

    private static Stream<Path> debianServers() {
        var servers = Path.of("/usr/lib/postgresql").toFile().list();
        return servers == null
                ? Stream.empty()
                : Arrays.stream(servers)
                        .sorted((a, b) -> b.compareTo(a))
                        .map(version -> Path.of("/usr/lib/postgresql", version, "bin", "pg_ctl"));
    }
}
