package tocsin.installer.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import tocsin.config.Option;
import tocsin.installer.bundle.Bundle;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Place;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Systemd;
import tocsin.installer.host.Tree;
import tocsin.installer.journal.Step;
import tocsin.installer.settings.SettingsFile;
import tocsin.installer.settings.ShippedBackupSettings;
import tocsin.installer.settings.ShippedSettings;

/** The steps that put everything in its place on a host, and start nothing: they work in a directory as well. */
public record Furnishing(Host host, Bundle bundle, String version, Wish wish) {

    private static final String BACKUP = "tocsin-backup.timer";
    private static final String PRIVATE = "rwx------";
    private static final String SECRET = "rw-------";
    private static final String OPEN = "rwxr-xr-x";

    public List<Step> steps() {
        var steps = new ArrayList<Step>();
        // With their modes, because root's umask may keep our accounts out of what it makes by the way.
        for (var path : List.of("/opt/tocsin", "/opt/tocsin/releases", "/etc/tocsin", "/var/lib/tocsin")) {
            steps.add(new Place(host.at(path), OPEN, new Owner(host, "")).step());
        }
        steps.add(release());
        steps.add(current());
        accounts(steps);
        directories(steps);
        if (hasData()) {
            secrets(steps);
            backups(steps);
        }
        if (wish.has(Part.APPLICATION)) {
            settings(steps);
        }
        if (wish.has(Part.DATABASE)) {
            database(steps);
        }
        if (wish.has(Part.PROXY)) {
            proxy(steps);
        }
        units().forEach(unit -> steps.add(new Contents(host.units().resolve(unit), bundle.read("systemd/" + unit))
                .step("install the unit " + unit)));
        enabled()
                .forEach(unit -> steps.add(new Step.Seen(
                        "enable " + unit,
                        () -> Files.exists(host.units()) && new Systemd(host).isEnabled(unit),
                        () -> new Systemd(host).enable(unit))));
        return steps;
    }

    public Step record() {
        return new Contents(host.installation(), wish.asText()).step("record the installation");
    }

    /** The units that start with the host. */
    List<String> enabled() {
        var units = new ArrayList<>(List.of("tocsin.target"));
        if (wish.has(Part.DATABASE)) {
            units.add("tocsin-postgresql.service");
        }
        // Whoever has turned the nightly backup off has done so on purpose.
        if (wish.has(Part.DATABASE) && (!host.isInstalled() || new Systemd(host).isEnabled(BACKUP))) {
            units.add(BACKUP);
        }
        if (wish.has(Part.APPLICATION) && !new Systemd(host).isEnabled(Colour.GREEN.unit())) {
            units.add(Colour.BLUE.unit());
        }
        if (wish.has(Part.PROXY)) {
            units.add("tocsin-proxy.service");
        }
        return units;
    }

    private List<String> units() {
        var units = new ArrayList<>(List.of("tocsin.target"));
        if (wish.has(Part.DATABASE)) {
            units.add("tocsin-postgresql.service");
        }
        if (wish.has(Part.APPLICATION)) {
            units.add("tocsin@.service");
        }
        if (hasData()) {
            units.add("tocsin-backup.service");
            units.add(BACKUP);
        }
        if (wish.has(Part.PROXY)) {
            units.add("tocsin-proxy.service");
        }
        return units;
    }

    private boolean hasData() {
        return wish.has(Part.APPLICATION) || wish.has(Part.DATABASE);
    }

    private Step release() {
        var target = host.releases().resolve(version);
        return new Step.Seen(
                "copy release " + version + " to " + host.seen(target),
                Duration.ofSeconds(3),
                () -> target.equals(bundle.directory()) || bundle.isAlsoAt(target),
                () -> new Tree(bundle.directory()).copyTo(target));
    }

    private Step current() {
        var link = host.current();
        var target = Path.of("releases", version);
        return new Step.Seen(
                "make " + version + " the current release",
                () -> Files.isSymbolicLink(link) && target.equals(linked(link)),
                () -> link(link, target));
    }

    private void accounts(List<Step> steps) {
        var file = host.at("/etc/sysusers.d/tocsin.conf");
        var text = new StringBuilder("# Written by tocsinctl.\n");
        for (var part : Part.values()) {
            text.append("u " + part.account() + " - \"Tocsin, " + part.text() + "\" /var/lib/tocsin\n");
        }
        steps.add(new Contents(file, text.toString()).step("describe the accounts in " + host.seen(file)));
        steps.add(new Step.Seen(
                "make the accounts",
                () -> Arrays.stream(Part.values())
                        .allMatch(part -> owner(part).number().isPresent()),
                () -> Processes.demand(
                        "systemd-sysusers",
                        "--root=" + host.root(),
                        file.getFileName().toString())));
    }

    private void directories(List<Step> steps) {
        var anybody = new Owner(host, "");
        steps.add(new Place(host.credentials(), PRIVATE, anybody).step());
        steps.add(new Place(host.at("/etc/tocsin/tls"), "rwxr-x---", owner(Part.PROXY)).step());
        steps.add(new Place(host.at("/var/lib/tocsin/spool"), PRIVATE, owner(Part.APPLICATION)).step());
        steps.add(new Place(host.at("/var/lib/tocsin/backup"), PRIVATE, anybody).step());
    }

    /** What the operator has changed since stays. */
    private void settings(List<Step> steps) {
        var shipped = new SettingsFile(ShippedSettings.text())
                .with(Option.URL, wish.url())
                .with(Option.SPOOL, "/var/lib/tocsin/spool")
                .with(Option.TRUSTED_PROXIES, trustedProxies());
        var file = new Contents(host.settings(), shipped.text());
        steps.add(
                new Step.Seen("write " + host.seen(host.settings()), () -> Files.exists(host.settings()), file::write));
        steps.add(listen());
    }

    private Step listen() {
        var file = host.listen();
        return wish.fleet().listen().isEmpty()
                ? new Step.Seen("remove " + host.seen(file), () -> !Files.exists(file), () -> delete(file))
                : new Contents(file, """
                        # Written by tocsinctl: the address on which the fleet's proxies reach both colours.
                        TOCSIN_HOST=%s
                        """.formatted(wish.fleet().listen())).step("write " + host.seen(file));
    }

    private String trustedProxies() {
        var proxies = new ArrayList<>(wish.fleet().proxies());
        if (wish.has(Part.PROXY) || proxies.isEmpty()) {
            proxies.addFirst("127.0.0.1");
        }
        return String.join(",", proxies);
    }

    /** Both the server and the database that lets it in know the password. */
    private void secrets(List<Step> steps) {
        var database = host.credentials().resolve("database-url");
        steps.add(new Step.Seen(
                "store the database's address in credentials/database-url",
                () -> Files.exists(database),
                () -> new Contents(database, databaseUrl() + "\n").mode(SECRET).write()));
        var mail = host.credentials().resolve("smtp-url");
        steps.add(new Step.Seen(
                "store no mail server yet in credentials/smtp-url",
                () -> Files.exists(mail),
                () -> new Contents(mail, "").mode(SECRET).write()));
    }

    /** The operator's from then on, as the settings are. */
    private void backups(List<Step> steps) {
        var settings = host.at("/etc/tocsin/backup.env");
        var file = new Contents(settings, ShippedBackupSettings.text());
        steps.add(new Step.Seen("write " + host.seen(settings), () -> Files.exists(settings), file::write));
    }

    private void database(List<Step> steps) {
        var owner = owner(Part.DATABASE);
        steps.add(new Place(host.at("/var/lib/tocsin/wal"), PRIVATE, owner).step());
        steps.add(configuration("postgresql.conf", bundle.read("etc/postgresql.conf"), owner));
        var settings = new PostgresSettings(Memory.megabytes(), wish.fleet());
        steps.add(configuration("postgresql.machine.conf", settings.text(), owner));
        steps.add(configuration("pg_hba.conf", settings.accessRules(), owner));
        steps.add(configuration("pg_ident.conf", PostgresSettings.accounts(), owner));
        steps.add(new DatabaseCluster(host).step());
    }

    private Step configuration(String name, String text, Owner owner) {
        var file = host.at("/etc/tocsin/" + name);
        return new Contents(file, text).mode("rw-r-----").owner(owner).step("write " + host.seen(file));
    }

    private void proxy(List<Step> steps) {
        var settings = host.at("/etc/tocsin/proxy.env");
        var text = bundle.read("etc/proxy.env")
                .replaceFirst("(?m)^PROXY_HTTP=.*$", "PROXY_HTTP=:" + wish.httpPort())
                .replaceFirst("(?m)^PROXY_HTTPS=.*$", "PROXY_HTTPS=:" + wish.httpsPort());
        steps.add(new Step.Seen(
                "write " + host.seen(settings), () -> Files.exists(settings), () -> new Contents(settings, text)
                        .write()));
        var configuration = host.at("/etc/tocsin/haproxy.cfg");
        steps.add(
                new Contents(configuration, new ProxyConfiguration(bundle.read("etc/haproxy.cfg"), wish.fleet()).text())
                        .step("write " + host.seen(configuration)));
    }

    private String databaseUrl() {
        return wish.databaseUrl().orElseGet(() -> {
            var password = new byte[24];
            new SecureRandom().nextBytes(password);
            return "postgres://tocsin:" + HexFormat.of().formatHex(password) + "@127.0.0.1:5432/tocsin";
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Owner owner(Part part) {
        return new Owner(host, part.account());
    }

    private static Path linked(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By a rename, so that there is no moment without a current release. */
    private static void link(Path link, Path target) {
        var beside = link.resolveSibling(".current.new");
        try {
            if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(beside);
            }
            Files.createSymbolicLink(beside, target);
            Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
