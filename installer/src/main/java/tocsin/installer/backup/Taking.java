package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Place;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Tree;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * The steps that make one backup. It is put together beside the others, under a name by which nobody takes it for one, and
 * its manifest comes last.
 */
record Taking(Host host, Backups backups, BackupSettings settings, String id, Instant now) {

    private static final String PARTIAL = ".partial";
    private static final String DATABASE = "database";

    List<Step> steps() {
        var database = Database.of(host);
        var steps = new ArrayList<Step>();
        leftovers()
                .forEach(path -> steps.add(new Step.Seen(
                        "clear away the unfinished " + path.getFileName(),
                        () -> !Files.exists(path),
                        () -> new Tree(path).delete())));
        steps.add(guarded(new Place(partial(), "rwx------", new Owner(host, "")).step()));
        // The spool first: what leaves it from now on is in the database, which is copied as it will be at the end.
        archive(steps, "spool", host.at("/var/lib/tocsin/spool"), List.of("./*/lock"));
        archive(steps, "configuration", host.at("/etc/tocsin"), List.of("./credentials"));
        archive(steps, "secrets", host.credentials(), List.of());
        steps.add(count("before", database));
        copy(steps, database);
        steps.add(count("after", database));
        steps.add(file(Manifest.NAME, "write the manifest", () -> writeManifest(database)));
        publish(steps);
        var log = new DatabaseLog(host);
        steps.add(new Step.Seen(
                "send the database's log to " + backups.store().name(),
                log::isEmpty,
                () -> log.send(backups, recipient())));
        retention(steps);
        return steps;
    }

    private void archive(List<Step> steps, String name, Path directory, List<String> without) {
        if (Files.isDirectory(directory)) {
            steps.add(file(
                    name + Archive.SUFFIX,
                    "copy the " + name,
                    () -> Archive.write(target(name + Archive.SUFFIX), recipient(), Archive.tar(directory, without))));
        }
    }

    private Step count(String when, Database database) {
        return step(
                "." + when,
                "count what is in the database " + when + " it is copied",
                Duration.ZERO,
                () -> new Contents(
                                partial().resolve("." + when), Instant.now() + "\n" + database.ask(Census.SQL) + "\n")
                        .write());
    }

    private void copy(List<Step> steps, Database database) {
        var copying = new DatabaseCopy(database, partial().resolve("." + DATABASE), recipient());
        var expected = Duration.ofSeconds(5);
        if (database.kind() == Database.Kind.EXTERNAL) {
            steps.add(step(
                    copying.dumpName(),
                    "dump the database",
                    expected,
                    () -> copying.dump(partial().resolve(copying.dumpName()))));
            return;
        }
        steps.add(step(
                sealed(DATABASE + Archive.SUFFIX),
                "copy the database",
                expected,
                () -> copying.base(partial(), this::sealed)));
    }

    private void writeManifest(Database database) {
        var before = lines(".before");
        var after = lines(".after");
        var census = new Census.Range(Census.of(body(before)), Census.of(body(after)));
        var facts = new TreeMap<String, String>();
        facts.put("version", host.release());
        facts.put("schema", census.after().schema());
        facts.put("kind", database.kind().text());
        facts.put("host", name());
        facts.put("begun", before.getFirst());
        facts.put("ended", after.getFirst());
        if (Files.exists(partial().resolve(DatabaseCopy.LOG_START))) {
            facts.put("log", String.join("", lines(DatabaseCopy.LOG_START)));
        }
        facts.put("recipient", settings.recipient().orElse(""));
        try (var files = Files.list(partial())) {
            var entries = files.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> !path.endsWith(Manifest.NAME))
                    .sorted()
                    .map(Checksum::of)
                    .toList();
            new Contents(partial().resolve(Manifest.NAME), new Manifest(facts, census, entries).text())
                    .mode("rw-------")
                    .write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(List<Step> steps) {
        if (backups.store().isFolder()) {
            var target = backups.store().workshop().resolve(id);
            steps.add(
                    new Step.Seen("give the backup its name, " + id, () -> Files.exists(target), () -> rename(target)));
            return;
        }
        steps.add(new Step.Seen(
                "send the backup to " + backups.store().name(),
                Duration.ofSeconds(10),
                () -> backups.ids().contains(id),
                this::send));
        steps.add(new Step.Seen(
                "clear away what was sent", () -> !Files.exists(partial()), () -> new Tree(partial()).delete()));
    }

    private void rename(Path target) {
        try (var files = Files.list(partial())) {
            for (var path : files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList()) {
                new Tree(path).delete();
            }
            Processes.demand("sync", "--file-system", partial().toString());
            Files.move(partial(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is there already and of the right size was sent before an interruption. */
    private void send() {
        backups.reading(() -> {
            try (var files = Files.list(partial())) {
                for (var path : files.filter(
                                file -> !file.getFileName().toString().startsWith("."))
                        .sorted((one, other) ->
                                Boolean.compare(one.endsWith(Manifest.NAME), other.endsWith(Manifest.NAME)))
                        .toList()) {
                    backups.store().put(id + "/" + path.getFileName(), path);
                }
            }
            return id;
        });
    }

    private void retention(List<Step> steps) {
        var ids = new ArrayList<>(backups.ids());
        if (!ids.contains(id)) {
            ids.addFirst(id);
        }
        var old = superfluous(ids, settings, now);
        old.forEach(one -> steps.add(removal(backups, one)));
        if (!old.isEmpty()) {
            steps.add(logRemoval(host, backups));
        }
    }

    static List<String> superfluous(List<String> ids, BackupSettings settings, Instant now) {
        return new Retention(settings.keep(), settings.keepDays()).superfluous(ids, now);
    }

    static Step removal(Backups backups, String id) {
        return new Step.Seen(
                "remove backup " + id + ", which is kept no longer",
                () -> !backups.ids().contains(id),
                () -> backups.remove(id));
    }

    /** Of the database's log, what leads from no backup. */
    static Step logRemoval(Host host, Backups backups) {
        var log = new DatabaseLog(host);
        return new Step.Told(
                "remove what no backup needs of the database's log",
                () -> backups.reading(() -> {
                    for (var name : log.superfluous(backups, backups.ids())) {
                        backups.store().delete(DatabaseLog.FOLDER + name);
                    }
                    return backups;
                }));
    }

    /** A step that leaves a file in the workshop, and is done when that or the whole backup is there. */
    private Step file(String name, String what, Runnable work) {
        return step(name.equals(Manifest.NAME) ? name : sealed(name), what, Duration.ZERO, work);
    }

    private Step step(String file, String what, Duration expected, Runnable work) {
        return guarded(
                new Step.Seen(what, expected, () -> Files.exists(partial().resolve(file)), work));
    }

    private Step guarded(Step step) {
        return step instanceof Step.Seen seen
                ? new Step.Seen(
                        seen.name(),
                        seen.expected(),
                        () -> seen.done().getAsBoolean() || backups.ids().contains(id),
                        () -> writing(seen.work()))
                : step;
    }

    private void writing(Runnable work) {
        try {
            work.run();
        } catch (UncheckedIOException e) {
            throw new Refusal(
                    Code.E503,
                    partial() + " cannot be written: " + e.getCause(),
                    "Make room or put right what it says, and run the same command again; older backups are untouched.",
                    e);
        }
    }

    /** Begun and given up: by a run that was not gone on with. */
    private List<Path> leftovers() {
        var workshop = backups.store().workshop();
        if (!Files.isDirectory(workshop)) {
            return List.of();
        }
        try (var files = Files.list(workshop)) {
            return files.filter(path -> path.getFileName().toString().endsWith(PARTIAL))
                    .filter(path -> !path.equals(partial()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path partial() {
        return backups.store().workshop().resolve("." + id + PARTIAL);
    }

    private Path target(String name) {
        return partial().resolve(sealed(name));
    }

    private String sealed(String name) {
        return settings.recipient().isPresent() ? name + Archive.ENCRYPTED : name;
    }

    private Optional<Recipient> recipient() {
        return settings.recipient().map(Recipient::parse);
    }

    private String name() {
        return Processes.run("uname", "-n").output().strip();
    }

    private List<String> lines(String name) {
        try {
            return Files.readAllLines(partial().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String body(List<String> lines) {
        return String.join("\n", lines.subList(1, lines.size()));
    }

    /** What the journal keeps for the run that goes on. */
    Map<String, String> asParameters() {
        return Map.of("id", id, "destination", backups.store().name());
    }
}
