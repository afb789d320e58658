package tocsin.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import tocsin.config.DatabaseUrl;
import tocsin.installer.bundle.Bundle;
import tocsin.installer.bundle.Key;
import tocsin.installer.host.Host;
import tocsin.installer.install.Part;
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
            defaultValue = "database,application,proxy",
            description = "What this host of a fleet is for: database, application, proxy; without it for all.")
    private Set<Part> parts;

    @Option(
            names = "--database-url-file",
            paramLabel = "FILE",
            description =
                    "A file with the address of an external PostgreSQL, postgres://user:password@host/database, that is"
                            + " used instead of the bundled one.")
    private Optional<Path> databaseUrl;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "80",
            description = "The proxy's port; 80 without it.")
    private int httpPort;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            defaultValue = "443",
            description = "The proxy's port for HTTPS, once it has a certificate; 443 without it.")
    private int httpsPort;

    Bundle bundle() {
        return directory
                .map(Bundle::new)
                .orElseGet(() -> Bundle.around(
                        ProcessHandle.current().info().command().map(Path::of).orElseThrow()));
    }

    Key root() {
        return rootKey.map(Key::read).orElseGet(Key::ofRoot);
    }

    Wish wish() {
        return new Wish(parts, url.orElseGet(this::ownUrl), databaseUrl.map(Order::text), httpPort, httpsPort);
    }

    /** What is wrong with the order itself. */
    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        SettingsFile.valueFindings(tocsin.config.Option.URL, wish().url(), findings);
        SettingsFile.valueFindings(
                tocsin.config.Option.DATABASE, wish().databaseUrl().orElse(""), findings);
        if (wish().has(Part.APPLICATION)
                && !wish().has(Part.DATABASE)
                && wish().databaseUrl().isEmpty()) {
            findings.add(Finding.error(
                    Code.E901,
                    "the application's database is neither on this host nor named",
                    "Name it with --database-url-file FILE."));
        }
        return findings;
    }

    /** What is wrong with the host, and with the database that it shall use. */
    List<Finding> preflight(Host host) {
        var findings = new ArrayList<>(findings());
        findings.addAll(new Preflight(host, wish()).findings());
        if (findings.stream().noneMatch(finding -> finding.code() == Code.E602) && host.isLive()) {
            wish().databaseUrl()
                    .map(DatabaseUrl::parse)
                    .map(address -> new ExternalDatabase(bundle().directory().resolve("postgresql/bin/psql"), address))
                    .ifPresent(database -> findings.addAll(database.findings()));
        }
        return findings;
    }

    private String ownUrl() {
        try {
            var name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return "http://" + name + (httpPort == 80 ? "" : ":" + httpPort);
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
