package tocsin.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import tocsin.config.DatabaseUrl;
import tocsin.installer.bundle.Bundle;
import tocsin.installer.bundle.Key;
import tocsin.installer.host.Host;
import tocsin.installer.install.Fleet;
import tocsin.installer.install.Part;
import tocsin.installer.install.Recorded;
import tocsin.installer.install.Wish;
import tocsin.installer.preflight.ExternalDatabase;
import tocsin.installer.preflight.Preflight;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;
import tocsin.installer.settings.SettingsFile;

/** What is to be installed, as preflight and install are told it in the same words. */
final class Order {

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "The directory of the unpacked bundle; without it the one that this tocsinctl lies in.")
    private Optional<Path> directory;

    @Option(names = "--root-key", paramLabel = "FILE", description = "Believes this root instead of the one built in.")
    private Optional<Path> rootKey;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The public address, as browsers and SDKs reach it; without it http:// and the host's name.")
    private Optional<String> url;

    @Option(
            names = "--parts",
            split = ",",
            paramLabel = "PART",
            description =
                    "What this host of a fleet is for, beside what it is for already: database, application, proxy;"
                            + " without it for all. What a host was told once holds until it is told otherwise.")
    private Set<Part> parts;

    @Option(
            names = "--database-url-file",
            paramLabel = "FILE",
            description =
                    "A file with the address of an external PostgreSQL, postgres://user:password@host/database, that is"
                            + " used instead of the bundled one.")
    private Optional<Path> databaseUrl;

    @Option(names = "--http-port", paramLabel = "PORT", description = "The proxy's port; 80 without it.")
    private Optional<Integer> httpPort;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            description = "The proxy's port for HTTPS, once it has a certificate; 443 without it.")
    private Optional<Integer> httpsPort;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Of a fleet's host: its own IP address, on which the other hosts reach its database and its"
                    + " servers.")
    private Optional<String> listen;

    @Option(
            names = "--applications",
            paramLabel = "ADDRESS,…",
            description = "The IP addresses of all of the fleet's application hosts: the database lets them in, and the"
                    + " proxy sends requests to them.")
    private Optional<String> applications;

    @Option(
            names = "--proxies",
            paramLabel = "ADDRESS,…",
            description = "The IP addresses of the fleet's proxy hosts, whose word on where a request came from the"
                    + " servers believe.")
    private Optional<String> proxies;

    Bundle bundle() {
        return directory
                .map(Bundle::new)
                .orElseGet(() -> Bundle.around(
                        ProcessHandle.current().info().command().map(Path::of).orElseThrow()));
    }

    Key root() {
        return rootKey.map(Key::read).orElseGet(Key::ofRoot);
    }

    Wish wish(Host host) {
        var recorded = Recorded.of(host);
        var port = httpPort.or(() -> recorded.value("http-port").map(Integer::valueOf))
                .orElse(80);
        return new Wish(
                parts(recorded),
                url.or(() -> recorded.value("url")).orElseGet(() -> ownUrl(port)),
                databaseUrl.map(Order::text),
                port,
                httpsPort
                        .or(() -> recorded.value("https-port").map(Integer::valueOf))
                        .orElse(443),
                fleet(recorded.fleet()));
    }

    private Fleet fleet(Fleet recorded) {
        return new Fleet(
                listen.map(String::strip).orElse(recorded.listen()),
                applications.map(Fleet::list).orElse(recorded.applications()),
                proxies.map(Fleet::list).orElse(recorded.proxies()));
    }

    private Set<Part> parts(Recorded recorded) {
        var all = EnumSet.noneOf(Part.class);
        all.addAll(recorded.parts());
        all.addAll(parts == null ? Set.of() : parts);
        return all.isEmpty() ? EnumSet.allOf(Part.class) : all;
    }

    /** What is wrong with the order itself. */
    List<Finding> findings(Wish wish) {
        var findings = new ArrayList<Finding>();
        SettingsFile.valueFindings(tocsin.config.Option.URL, wish.url(), findings);
        SettingsFile.valueFindings(
                tocsin.config.Option.DATABASE, wish.databaseUrl().orElse(""), findings);
        fleetFindings(wish, findings);
        return findings;
    }

    /** An installation needs what a look at the host does not: in a fleet the database may be yet to come. */
    List<Finding> databaseFindings(Host host, Wish wish) {
        return wish.has(Part.APPLICATION)
                        && !wish.has(Part.DATABASE)
                        && wish.databaseUrl().isEmpty()
                        && !Files.exists(host.credentials().resolve("database-url"))
                ? List.of(Finding.error(
                        Code.E901,
                        "the application's database is neither on this host nor named",
                        "Name it with --database-url-file FILE."))
                : List.of();
    }

    private static void fleetFindings(Wish wish, List<Finding> findings) {
        var fleet = wish.fleet();
        fleet.notAddresses()
                .forEach(text -> findings.add(Finding.error(
                        Code.E901,
                        "'" + text + "' is not an IP address",
                        "Name hosts by addresses such as 10.0.0.7.")));
        if (wish.has(Part.PROXY)
                && !wish.has(Part.APPLICATION)
                && fleet.applications().isEmpty()) {
            findings.add(Finding.error(
                    Code.E901,
                    "the proxy has no application, neither on this host nor elsewhere",
                    "Name the application hosts with --applications ADDRESS,…"));
        }
        var isAlone = wish.has(Part.PROXY) && wish.has(Part.APPLICATION) && wish.has(Part.DATABASE);
        if (!isAlone && fleet.listen().isEmpty() && isReachedByOthers(wish)) {
            findings.add(Finding.error(
                    Code.E901,
                    "other hosts are to reach this one, and it is not said on which address",
                    "Name this host's address with --listen ADDRESS."));
        }
    }

    private static boolean isReachedByOthers(Wish wish) {
        return wish.has(Part.DATABASE) && !wish.fleet().applications().isEmpty()
                || wish.has(Part.APPLICATION) && !wish.fleet().proxies().isEmpty();
    }

    /** What is wrong with the host, and with the database that it shall use. */
    List<Finding> preflight(Host host) {
        var wish = wish(host);
        var findings = new ArrayList<>(findings(wish));
        findings.addAll(new Preflight(host, wish).findings());
        if (findings.stream().noneMatch(finding -> finding.code() == Code.E602) && host.isLive()) {
            wish.databaseUrl()
                    .map(DatabaseUrl::parse)
                    .map(address -> new ExternalDatabase(bundle().directory().resolve("postgresql/bin/psql"), address))
                    .ifPresent(database -> findings.addAll(database.findings()));
        }
        return findings;
    }

    private static String ownUrl(int port) {
        try {
            var name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return "http://" + name + (port == 80 ? "" : ":" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refusal(Code.E602, "cannot read " + file, "Name a file that holds the address.", e);
        }
    }
}
