package tocsin.installer.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tocsin.config.Option;
import tocsin.installer.bundle.Bundle;
import tocsin.installer.bundle.Key;
import tocsin.installer.host.Host;
import tocsin.installer.host.Systemd;
import tocsin.installer.install.Certificate;
import tocsin.installer.install.Server;
import tocsin.installer.install.Services;
import tocsin.installer.preflight.Preflight;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.settings.SettingsFile;

/**
 * Everything that the doctor looks at.
 *
 * @param skipped names of checks that are left out
 */
public record Checkup(Host host, Supplier<Key> root, Instant now, Set<String> skipped) {

    /** The names by which checks can be left out. */
    public static final List<String> CHECKS = List.of(
            "machine",
            "release",
            "units",
            "settings",
            "services",
            "journal",
            "certificate",
            "backup",
            "server",
            "canary");

    public List<Look> looks() {
        var looks = new ArrayList<Look>();
        one(
                "machine",
                looks,
                () -> Look.of("machine", Preflight.lasting(host), "memory, clock and disk are as needed"));
        one("release", looks, this::release);
        one("units", looks, new Drift(host)::look);
        one("settings", looks, this::settings);
        one("services", looks, this::services);
        one(
                "journal",
                looks,
                () -> Look.of("journal", new Interruptions(host).findings(), "no command was interrupted"));
        one("certificate", looks, this::certificate);
        one("backup", looks, () -> new BackupAge(host).look(now));
        if (new Services(host).hasServer()) {
            if (!skipped.contains("server")) {
                looks.addAll(server());
            }
            one("canary", looks, new CanaryLook(host)::look);
        }
        return looks;
    }

    private void one(String check, List<Look> looks, Supplier<Look> looking) {
        if (!skipped.contains(check)) {
            looks.add(Look.at(check, looking));
        }
    }

    private List<Look> server() {
        var looks = new ArrayList<Look>();
        var whole = Look.at("server", () -> {
            looks.addAll(new ServerLook(host).looks());
            return Look.well("server", "its program answers");
        });
        return looks.isEmpty() ? List.of(whole) : looks;
    }

    private Look release() {
        var bundle = new Bundle(host.current());
        return Look.of(
                "release",
                bundle.findings(root.get()),
                host.release() + ", all " + bundle.files().size() + " files as they were signed");
    }

    private Look settings() {
        var file = SettingsFile.read(host.settings());
        return Look.of("settings", file.findings(), "all " + file.values().size() + " make sense");
    }

    private Look services() {
        var services = new Services(host);
        if (!host.isLive()) {
            return Look.well("services", "none runs in a directory");
        }
        var findings = new ArrayList<Finding>();
        var systemd = new Systemd(host);
        for (var unit : services.units()) {
            if (!systemd.isActive(unit)) {
                findings.add(Finding.error(
                        Code.E305,
                        unit + " does not run",
                        "`tocsinctl start` starts it, `tocsinctl logs` tells why it ended."));
            } else if (!systemd.isEnabled(unit)) {
                findings.add(Finding.warning(
                        Code.E305, unit + " runs and does not start with the host", "systemctl enable " + unit));
            }
        }
        if (services.hasServer() && findings.isEmpty() && !new Server(host).isReady(services.current())) {
            findings.add(Finding.error(
                    Code.E306,
                    services.current().text() + " runs and is not ready",
                    "curl " + new Server(host).url(services.current()) + "/ready says why."));
        }
        return Look.of("services", findings, String.join(", ", services.units()) + " run");
    }

    private Look certificate() {
        var place = SettingsFile.read(host.at("/etc/tocsin/proxy.env")).values().getOrDefault("PROXY_CERTIFICATE", "");
        if (place.isEmpty()) {
            return Look.well("certificate", "there is none: a balancer has it, or all is plain HTTP");
        }
        var name = Optional.ofNullable(
                        SettingsFile.read(host.settings()).values().get(Option.URL.environmentName()))
                .map(url -> URI.create(url).getHost())
                .orElse("");
        var findings = new ArrayList<Finding>();
        for (var file : files(host.at(place))) {
            findings.addAll(new Certificate(text(file)).findingsInUse(name, now));
        }
        return Look.of("certificate", findings, "it is for " + name + " and holds for a month and longer");
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (var files = Files.list(place)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
