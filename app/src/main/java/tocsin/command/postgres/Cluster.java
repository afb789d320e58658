package tocsin.command.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of a PostgreSQL server in one directory, and the server that runs on them. */
final class Cluster {

    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");

    private static final int FIRST_WITH_BUILTIN_LOCALES = 17;

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
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise();
            return;
        }
        refuseAnotherMajorVersion();
        stopTheOneLeftBehind();
    }

    void start(List<String> options) {
        ownFile(log);
        var words = new ArrayList<>(pgCtl("start", "-w", "-t", "60", "-l", log.toString(), "-o"));
        words.add(String.join(
                " ", options.stream().map(option -> "-c '" + option + "'").toList()));
        var result = Command.of(account.words(words)).run();
        if (result.code() != 0) {
            throw new PostgresFailed("PostgreSQL did not start. The end of " + log + ":\n" + endOfLog());
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
            var pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                    .map(ProcessHandle::pid);
        } catch (IOException | RuntimeException absentOrUnreadable) {
            return Optional.empty();
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
        if (runningPid().isEmpty()) {
            // Names a process that is none of PostgreSQL's, which it would mistake for itself.
            data.resolve("postmaster.pid").toFile().delete();
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

    private String endOfLog() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
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
