package tocsin.command.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files of a PostgreSQL server in one directory, and the server that runs on them. */
final class Cluster {

    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");

    private static final int FIRST_WITH_BUILTIN_LOCALES = 17;

    private static final String PID_FILE = "postmaster.pid";
    private static final int STATUS_LINE = 8;

    private static final String FIRST_WAIT_SECONDS = "5";
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final Duration CHILDREN = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final Path passwordFile;
    private final Distribution distribution;
    private final Account account;

    Cluster(Path directory, Distribution distribution, Account account) {
        this.data = directory.resolve("postgresql");
        this.log = directory.resolve("postgresql.log");
        this.passwordFile = directory.resolve("postgresql.password");
        this.distribution = distribution;
        this.account = account;
    }

    /** Leaves a directory that can be started: initialised, of our version, and with no server on it. */
    void prepare() {
        account.requireEntry(data.getParent());
        account.requireEntry(distribution.program("postgres").getParent());
        if (Files.notExists(data.resolve("PG_VERSION"))) {
            initialise();
            return;
        }
        refuseAnotherMajorVersion();
        stopTheOneLeftBehind();
    }

    /** The same for data that were there already: nothing is ever initialised over them. */
    void prepareAgain() {
        stopTheOneLeftBehind();
    }

    /** @param progress is told every few seconds what PostgreSQL is at, when it has much to repair */
    void start(List<String> options, Consumer<String> progress) {
        ownFile(log);
        var words = new ArrayList<>(pgCtl("start", "-w", "-t", FIRST_WAIT_SECONDS, "-l", log.toString(), "-o"));
        words.add(String.join(
                " ", options.stream().map(option -> "-c '" + option + "'").toList()));
        var result = Command.of(account.words(words)).run();
        if (result.code() != 0) {
            waitWhileItStarts(progress);
        }
    }

    /** However long that takes: a recovery that is broken off begins again, and takes as long the next time. */
    private void waitWhileItStarts(Consumer<String> progress) {
        var nextWord = System.nanoTime();
        while (runningPid().isPresent()) {
            var status = ownWord();
            if (status.equals("ready")) {
                return;
            }
            if (System.nanoTime() >= nextWord) {
                progress.accept("PostgreSQL is " + status + ": " + endOfLog(1));
                nextWord += PROGRESS.toNanos();
            }
            pause();
        }
        throw new PostgresFailed("PostgreSQL did not start. The end of " + log + ":\n" + endOfLog(15));
    }

    /** What the server says of itself: starting, as long as it refuses connections for that reason, or ready. */
    private String ownWord() {
        try {
            var lines = Files.readAllLines(data.resolve(PID_FILE));
            return lines.size() < STATUS_LINE
                    ? "starting"
                    : lines.get(STATUS_LINE - 1).strip();
        } catch (IOException notYetOrNoMore) {
            return "starting";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresFailed("Interrupted while PostgreSQL was starting.", e);
        }
    }

    /** Politely first; a server that does not answer is told to stop without writing, which it repairs at its next start. */
    void stop() {
        if (runningPid().isEmpty()) {
            return;
        }
        var fast = Command.of(account.words(pgCtl("stop", "-w", "-t", "30", "-m", "fast")))
                .run();
        if (fast.code() != 0 && runningPid().isPresent()) {
            Command.of(account.words(pgCtl("stop", "-w", "-t", "30", "-m", "immediate")))
                    .output();
        }
    }

    String password() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new PostgresFailed("The password of the embedded PostgreSQL cannot be read: " + e.getMessage(), e);
        }
    }

    /** The server on these files, if its process is really one: process ids are given out again after a crash. */
    Optional<Long> runningPid() {
        try {
            var pid = Long.parseLong(
                    Files.readAllLines(data.resolve(PID_FILE)).getFirst().strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(this::isOnTheseFiles)
                    .map(ProcessHandle::pid);
        } catch (IOException | RuntimeException absentOrUnreadable) {
            return Optional.empty();
        }
    }

    /** By the directory itself and not by its name, which may have been another: a link, a path with dots. */
    private boolean isOnTheseFiles(ProcessHandle process) {
        return Stream.of(process.info().arguments().orElse(new String[0])).anyMatch(this::isOurData);
    }

    private boolean isOurData(String argument) {
        try {
            return argument.startsWith("/") && Files.isSameFile(Path.of(argument), data);
        } catch (IOException | InvalidPathException notADirectory) {
            return false;
        }
    }

    private void initialise() {
        var draft = data.resolveSibling("postgresql.new");
        try {
            Directories.delete(draft);
            Directories.delete(data);
            Files.createDirectory(
                    draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            account.give(draft);
            ownFile(passwordFile);
            Files.writeString(passwordFile, newPassword());
            Command.of(account.words(initdb(draft))).output();
            // Only now: whatever is named 'postgresql' was initialised to its end.
            Files.move(draft, data);
        } catch (IOException e) {
            throw new PostgresFailed("The data directory " + data + " cannot be made: " + e.getMessage(), e);
        }
    }

    private List<String> initdb(Path draft) {
        var words = new ArrayList<>(List.of(
                distribution.program("initdb").toString(),
                "--pgdata=" + draft,
                "--username=" + EmbeddedPostgres.SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                // A new segment is filled with zeros while all commits wait: 30 ms and more for the usual 16 MB.
                "--wal-segsize=2",
                "--data-checksums"));
        if (Integer.parseInt(distribution.majorVersion()) >= FIRST_WITH_BUILTIN_LOCALES) {
            words.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        return words;
    }

    private void refuseAnotherMajorVersion() {
        try {
            var theirs = Files.readString(data.resolve("PG_VERSION")).strip();
            var ours = distribution.majorVersion();
            if (!theirs.equals(ours)) {
                throw new PostgresFailed(
                        "The data in " + data + " is of PostgreSQL " + theirs + ", and the programs in "
                                + distribution.home() + " are of PostgreSQL " + ours + ". Use PostgreSQL " + theirs
                                + " with --postgres DIR, or another directory with --data DIR.");
            }
        } catch (IOException e) {
            throw new PostgresFailed("The data directory " + data + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void stopTheOneLeftBehind() {
        stop();
        awaitItsChildren();
        if (runningPid().isEmpty()) {
            // Names a process that is none of PostgreSQL's, which it would mistake for itself.
            data.resolve(PID_FILE).toFile().delete();
        }
    }

    /**
     * The processes of a server that was killed notice it, each when it looks. Until the last of them has, a second server
     * on the same files would destroy them.
     */
    private void awaitItsChildren() {
        var giveUp = System.nanoTime() + CHILDREN.toNanos();
        while (anyoneWorksOnTheseFiles()) {
            if (System.nanoTime() > giveUp) {
                throw new PostgresFailed("Processes of a PostgreSQL that was killed still work on " + data
                        + ". Wait until they end, or end them.");
            }
            pause();
        }
    }

    /** Each of PostgreSQL's processes stands in its data directory. */
    private boolean anyoneWorksOnTheseFiles() {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (standsOn(process.resolve("cwd"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException noSuchListHere) {
            return false;
        }
    }

    private boolean standsOn(Path directory) {
        try {
            return Files.isSameFile(directory, data);
        } catch (IOException goneOrSomebodyElses) {
            return false;
        }
    }

    private List<String> pgCtl(String action, String... more) {
        var words = new ArrayList<>(
                List.of(distribution.program("pg_ctl").toString(), action, "-s", "-D", data.toString()));
        words.addAll(List.of(more));
        return words;
    }

    private void ownFile(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OURS_ALONE));
            }
            account.give(file);
        } catch (IOException e) {
            throw new PostgresFailed(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String endOfLog(int most) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    private static String newPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
