package tocsin.installer.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tocsin.installer.host.Host;
import tocsin.installer.install.Colour;
import tocsin.installer.install.Server;
import tocsin.installer.install.Services;
import tocsin.installer.report.Version;

/**
 * What is collected. No file of credentials, no key and no row of the database is among it.
 *
 * @param since of logs, as journalctl takes it
 * @param doctor makes the doctor's findings, as JSON
 */
record Sources(Host host, String since, Supplier<String> doctor) {

    private static final String LINES = "--lines=50000";
    /** What the doctor and the journals have to say matters most, should there be no room for all. */
    List<Source> all() {
        var sources = new ArrayList<Source>();
        sources.add(Source.text("versions.txt", "tocsinctl --version", () -> "tocsinctl " + Version.current() + "\n"));
        file("release.json", host.current().resolve("release.json"), sources);
        file("os-release", host.at("/etc/os-release"), sources);
        sources.add(Source.text("doctor.json", "tocsinctl doctor --json", doctor));
        configuration(sources);
        under("journal", host.at("/var/lib/tocsin/journal"), "", sources);
        if (new Services(host).hasServer()) {
            server(sources);
        }
        if (host.isLive()) {
            machine(sources);
            metrics(sources);
            logs(sources);
        }
        return sources;
    }

    private void configuration(List<Source> sources) {
        file("etc/installation.conf", host.installation(), sources);
        file("etc/tocsin.env", host.settings(), sources);
        for (var name : List.of(
                "listen.env",
                "proxy.env",
                "backup.env",
                "haproxy.cfg",
                "postgresql.conf",
                "postgresql.machine.conf",
                "postgresql.local.conf",
                "pg_hba.conf",
                "pg_hba.local.conf",
                "pg_ident.conf")) {
            file("etc/" + name, host.at("/etc/tocsin/" + name), sources);
        }
        try (var units = Files.isDirectory(host.units()) ? Files.list(host.units()) : Stream.<Path>of()) {
            units.filter(path -> path.getFileName().toString().startsWith("tocsin"))
                    .sorted()
                    .forEach(path -> {
                        if (Files.isRegularFile(path)) {
                            file("units/" + path.getFileName(), path, sources);
                        } else {
                            under("units/" + path.getFileName(), path, ".conf", sources);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void server(List<Source> sources) {
        program("server/config.json", sources, "config", "--json");
        program("server/migrations.txt", sources, "migrate", "status");
        program("server/database.txt", sources, "database");
    }

    private void machine(List<Source> sources) {
        sources.add(Source.command("machine/kernel.txt", "uname", "-a"));
        sources.add(Source.command("machine/libc.txt", "getconf", "GNU_LIBC_VERSION"));
        sources.add(Source.command("machine/systemd.txt", "systemctl", "--version"));
        sources.add(Source.command("machine/disks.txt", "df", "--print-type", "--block-size=1M"));
        sources.add(Source.command("machine/memory.txt", "cat", "/proc/meminfo"));
        sources.add(
                Source.command("machine/load.txt", "cat", "/proc/loadavg", "/proc/pressure/cpu", "/proc/pressure/io"));
        sources.add(Source.command("machine/clock.txt", "timedatectl", "show"));
        sources.add(Source.command(
                "machine/services.txt",
                "systemctl",
                "show",
                "--property=Id,ActiveState,SubState,Result,NRestarts,ActiveEnterTimestamp,MemoryCurrent,MemoryPeak,TasksCurrent",
                "tocsin*"));
    }

    private void metrics(List<Source> sources) {
        var services = new Services(host);
        if (services.hasServer()) {
            var colour = services.current();
            sources.add(Source.page("metrics/" + colour.text() + ".txt", colour.port() + 10, "/metrics"));
        }
    }

    private void logs(List<Source> sources) {
        var units = new ArrayList<>(List.of("tocsin-postgresql", "tocsin-proxy", "tocsin-backup"));
        Arrays.stream(Colour.values()).map(Colour::unit).forEach(units::add);
        for (var unit : units) {
            sources.add(Source.command(
                    "logs/" + unit.replace(".service", "") + ".log",
                    "journalctl",
                    "--no-pager",
                    "--quiet",
                    "--output=short-iso-precise",
                    "--unit=" + unit,
                    "--since=" + since,
                    LINES));
        }
    }

    private void program(String name, List<Source> sources, String... command) {
        sources.add(Source.text(name, "tocsin " + String.join(" ", command), () -> {
            var outcome = new Server(host).run(command);
            return outcome.output() + outcome.error();
        }));
    }

    private void under(String name, Path directory, String ending, List<Source> sources) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.list(directory)) {
            files.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .forEach(path -> file(name + "/" + path.getFileName(), path, sources));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What links lead to is somebody else's. */
    private void file(String name, Path file, List<Source> sources) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            sources.add(Source.file(name, host.seen(file), file));
        }
    }
}
