package tocsin.installer.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Systemd;
import tocsin.installer.host.Tree;
import tocsin.installer.journal.Step;

/** The steps that take an installation away; data, settings and secrets only when everything shall go. */
public record Removal(Host host, boolean everything) {

    private static final List<String> UNITS = List.of(
            "tocsin-backup.timer",
            "tocsin-proxy.service",
            "tocsin@blue.service",
            "tocsin@green.service",
            "tocsin-postgresql.service",
            "tocsin.target");
    private static final List<String> FILES = List.of(
            "tocsin-backup.timer",
            "tocsin-backup.timer.d",
            "tocsin-backup.service",
            "tocsin-backup.service.d",
            "tocsin-proxy.service",
            "tocsin@.service",
            "tocsin-postgresql.service",
            "tocsin.target");

    public List<Step> steps() {
        var systemd = new Systemd(host);
        var steps = new ArrayList<Step>();
        for (var unit : UNITS) {
            steps.add(new Step.Seen(
                    "stop " + unit, Duration.ofSeconds(1), () -> !systemd.isActive(unit), () -> systemd.stop(unit)));
            steps.add(new Step.Seen("disable " + unit, () -> !systemd.isEnabled(unit), () -> systemd.disable(unit)));
        }
        FILES.forEach(file -> remove(host.units().resolve(file), steps));
        steps.add(new Step.Told("let systemd forget the units", systemd::reload));
        remove(host.at("/opt/tocsin"), steps);
        if (everything) {
            remove(host.at("/etc/tocsin"), steps);
            remove(host.data(), steps);
            for (var part : Part.values()) {
                steps.add(new Step.Seen(
                        "remove the account " + part.account(),
                        () -> new Owner(host, part.account()).number().isEmpty(),
                        () -> Processes.demand(
                                "userdel", "--prefix", host.root().toString(), part.account())));
            }
            accounts(host.at("/etc/sysusers.d/tocsin.conf"), steps);
        } else {
            remove(host.installation(), steps);
        }
        return steps;
    }

    private void remove(Path path, List<Step> steps) {
        steps.add(new Step.Seen(
                "remove " + host.seen(path), () -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS), () -> delete(path)));
    }

    /** With its directory, which most hosts did not have before, unless somebody else uses it. */
    private void accounts(Path file, List<Step> steps) {
        steps.add(new Step.Seen("remove " + host.seen(file), () -> !Files.exists(file), () -> {
            delete(file);
            try {
                Files.delete(file.getParent());
            } catch (DirectoryNotEmptyException e) {
                // Then it stays.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private static void delete(Path path) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            new Tree(path).delete();
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
