package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Place;
import tocsin.installer.host.Tree;
import tocsin.installer.install.Part;
import tocsin.installer.journal.Step;

/**
 * The steps from a backup to a host that serves what is in it, and those back. While everything is prepared the host goes on
 * serving; what it has is put aside whole, and stays there.
 *
 * @param moment until where the database's log is applied; without it the database is as it was when the backup ended
 * @param aside where the present data go; that it is there means that everything is prepared
 */
record Restoring(Staging staging, Instance instance, Optional<Instant> moment, boolean withSettings, Path aside) {

    static final String PREPARED = ".restore-";
    static final String ASIDE = "before-restore-";

    private static final String DATABASE = "postgresql";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'");
    private static final String SPOOL = "spool";
    private static final String RETURNING = "returning";
    private static final String RECOVERED = "recovered";

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        leftovers()
                .forEach(path -> steps.add(new Step.Seen(
                        "clear away the unfinished " + host().seen(path),
                        () -> !Files.exists(path),
                        () -> new Tree(path).delete())));
        prepare(steps);
        steps.add(new Step.Seen(
                "make the directory " + host().seen(aside) + " for the present data",
                () -> Files.isDirectory(aside),
                () -> new Place(aside, "rwx------", new Owner(host(), ""))
                        .step()
                        .carryOut()));
        steps.addAll(Instance.until(mark("placed"), instance.stop().get()));
        if (isExternal()) {
            steps.addAll(external().exchange());
            steps.add(new Step.Told("compare what is in the database", external()::compare));
        } else {
            exchange(steps, DATABASE, "database");
        }
        if (hasSpool()) {
            steps.add(new Step.Seen(
                    "let what waits in the present spool go on waiting",
                    () -> Files.exists(mark("joined")),
                    this::joinSpools));
            exchange(steps, SPOOL, "spool");
        }
        if (withSettings) {
            var settings = new StagedSettings(host(), staging, aside.resolve("etc"));
            steps.add(new Step.Seen(
                    "copy the present settings to " + host().seen(aside), settings::isKept, settings::keep));
            steps.add(new Step.Told("put the settings and secrets of the backup in place", settings::place));
        }
        steps.add(noted("note that all is in its place", "placed"));
        steps.addAll(instance.start().get());
        steps.add(new Step.Seen(
                "clear away " + host().seen(staging.directory()),
                () -> isDown() && !Files.exists(staging.directory()),
                () -> new Tree(staging.directory()).delete()));
        return steps;
    }

    /** Begun and given up, before anything of the host was touched. */
    private List<Path> leftovers() {
        try (var files = Files.list(host().data())) {
            return files.filter(path -> path.getFileName().toString().startsWith(PREPARED))
                    .filter(path -> !path.equals(staging.directory()))
                    .filter(path -> !Files.exists(path.resolveSibling(
                            ASIDE + path.getFileName().toString().substring(PREPARED.length()))))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(List<Step> steps) {
        steps.add(prepared("", "make the directory " + host().seen(staging.directory()), Duration.ZERO, staging::make));
        if (isExternal()) {
            steps.add(prepared("database.dump", "fetch and verify the dump", Duration.ofSeconds(5), external()::fetch));
        } else {
            database(steps);
        }
        if (hasSpool()) {
            steps.add(prepared(
                    SPOOL,
                    "unpack the spool",
                    Duration.ZERO,
                    () -> staging.unpackPart(SPOOL, Part.APPLICATION.account())));
        }
        if (withSettings) {
            for (var part : StagedSettings.PARTS) {
                steps.add(prepared(part, "unpack the " + part, Duration.ZERO, () -> staging.unpackPart(part, "")));
            }
        }
    }

    private void database(List<Step> steps) {
        steps.add(
                prepared(DATABASE, "unpack and verify the database", Duration.ofSeconds(10), staging::unpackDatabase));
        var log = new DatabaseLog(host());
        steps.add(prepared("fetched", "fetch the database's log", Duration.ofSeconds(1), () -> {
            if (moment.isPresent() && host().isLive()) {
                log.flush();
            }
            log.fetch(staging, staging.backup().manifest().facts().getOrDefault("log", ""), moment.isPresent());
            new Contents(staging.part("fetched"), "").write();
        }));
        steps.add(prepared(
                RECOVERED,
                "bring the database to " + moment.map(Instant::toString).orElse("the end of its backup")
                        + " and compare it",
                Duration.ofSeconds(10),
                this::recover));
    }

    /** Whether the present data are, or may be, aside: from now on it goes to the end or back. */
    boolean isDown() {
        return Files.isDirectory(aside);
    }

    boolean isReturning() {
        return Files.exists(mark(RETURNING));
    }

    private Path mark(String name) {
        return aside.resolve("." + name);
    }

    private Step noted(String what, String name) {
        return new Step.Seen(what, () -> Files.exists(mark(name)), () -> new Contents(mark(name), what + "\n").write());
    }

    /** The steps by which everything is again as it was. */
    List<Step> back() {
        var steps = new ArrayList<Step>();
        steps.add(noted("go back: note it", RETURNING));
        steps.addAll(Instance.named(
                "go back: ", Instance.until(mark("returned"), instance.stop().get())));
        if (isExternal()) {
            steps.add(external().back());
        }
        for (var name : List.of(DATABASE, SPOOL)) {
            steps.add(new Step.Seen(
                    "go back: put the former " + name + " in its place",
                    () -> !Files.exists(aside.resolve(name)),
                    () -> putBack(name)));
        }
        var settings = new StagedSettings(host(), staging, aside.resolve("etc"));
        if (settings.isKept()) {
            steps.add(new Step.Told("go back: put the former settings in place", settings::putBack));
        }
        steps.add(noted("go back: note that all is in its place", "returned"));
        steps.addAll(Instance.named("go back: ", instance.start().get()));
        steps.add(new Step.Seen(
                "go back: clear away " + host().seen(staging.directory()),
                () -> !Files.exists(staging.directory()),
                () -> new Tree(staging.directory()).delete()));
        return steps;
    }

    /** What is of no use any more when the journal knows that all is done. */
    void forget() {
        new Tree(aside).delete();
    }

    private void recover() {
        var address = new Database(host(), Database.Kind.BUNDLED).address();
        var scratch = new Scratch(host(), staging.directory(), staging.database(), address.database());
        scratch.start(moment.map(time -> MOMENT.format(time.atOffset(ZoneOffset.UTC))));
        try {
            // The server of this host shall come in, whatever its password was elsewhere.
            scratch.ask("alter role \"" + address.user().replace("\"", "\"\"") + "\" password '"
                    + address.password().replace("'", "''") + "';");
            if (moment.isEmpty()) {
                scratch.compare(
                        staging.backup().manifest().census(), staging.backup().id());
            }
            new Contents(staging.part("." + RECOVERED), scratch.ask(Census.SQL) + "\n").write();
        } finally {
            scratch.stop();
        }
        move(staging.part("." + RECOVERED), staging.part(RECOVERED));
    }

    private void joinSpools() {
        new Spools(data(SPOOL), staging.part(SPOOL)).join();
        new Contents(mark("joined"), "").write();
    }

    private void exchange(List<Step> steps, String name, String what) {
        steps.add(new Step.Seen(
                "put the present " + what + " aside",
                () -> Files.exists(aside.resolve(name)) || isPlaced(name) || !Files.exists(data(name)),
                () -> move(data(name), aside.resolve(name))));
        steps.add(new Step.Seen(
                "put the restored " + what + " in its place",
                () -> isPlaced(name),
                () -> move(staging.part(name), data(name))));
    }

    private boolean isExternal() {
        return staging.backup().manifest().kind() == Database.Kind.EXTERNAL;
    }

    private ExternalRestoring external() {
        var schema = aside.getFileName().toString().toLowerCase(Locale.ROOT).replace('-', '_');
        return new ExternalRestoring(new Database(host(), Database.Kind.EXTERNAL), staging, schema);
    }

    private boolean isPlaced(String name) {
        return isDown() && !staging.has(name);
    }

    /** Once the present data go aside, all that was to be prepared was there. */
    private Step prepared(String file, String what, Duration expected, Runnable work) {
        return new Step.Seen(what, expected, () -> isDown() || Files.exists(staging.part(file)), work);
    }

    private void putBack(String name) {
        if (Files.exists(data(name))) {
            var failed = staging.part("failed-" + name);
            new Tree(failed).delete();
            staging.make();
            move(data(name), failed);
        }
        move(aside.resolve(name), data(name));
    }

    private boolean hasSpool() {
        return staging.isIn(SPOOL) && Files.isDirectory(data(SPOOL).getParent());
    }

    private Path data(String name) {
        return host().data().resolve(name);
    }

    private Host host() {
        return staging.host();
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
