package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Tree;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * Copies a database while it works: of the bundled one its files and what was written meanwhile, of another one its content.
 *
 * @param beside where the files come first
 */
record DatabaseCopy(Database database, Path beside, Optional<Recipient> recipient) {

    /** Where the first segment is noted that the copy needs. */
    static final String LOG_START = ".log";

    private static final String DUMP = "database.dump";

    String dumpName() {
        return recipient.isPresent() ? DUMP + Archive.ENCRYPTED : DUMP;
    }

    /** As the administrator of the bundled one, who may ask for replication. */
    void base(Path directory, UnaryOperator<String> sealed) {
        new Tree(beside).delete();
        var outcome = Processes.run(
                List.of(
                        database.program("pg_basebackup"),
                        "--pgdata=" + beside,
                        "--format=tar",
                        "--compress=server-zstd:1",
                        "--wal-method=stream",
                        "--checkpoint=fast",
                        "--manifest-checksums=SHA256",
                        "--label=tocsin",
                        "--no-password"),
                database.environment(),
                "");
        if (!outcome.isGood()) {
            throw failed("pg_basebackup", outcome);
        }
        Archive.write(
                directory.resolve(sealed.apply("wal.tar.zst")),
                recipient,
                Archive.compressed(beside.resolve("pg_wal.tar")));
        Archive.write(
                directory.resolve(sealed.apply("database.manifest")),
                recipient,
                Archive.plain(beside.resolve("backup_manifest")));
        new Contents(directory.resolve(LOG_START), DatabaseLog.start(text(beside.resolve("backup_manifest")))).write();
        // The largest one last: it is what tells that this was done.
        var base = directory.resolve(sealed.apply("database.tar.zst"));
        if (recipient.isPresent()) {
            Archive.write(base, recipient, Archive.plain(beside.resolve("base.tar.zst")));
        } else {
            move(beside.resolve("base.tar.zst"), base);
        }
        new Tree(beside).delete();
    }

    void dump(Path file) {
        Archive.write(file, recipient, out -> {
            var outcome = Processes.drain(
                    List.of(
                            database.program("pg_dump"),
                            "--format=custom",
                            "--compress=6",
                            "--no-password",
                            // What restores have put aside is no part of what is restored.
                            "--exclude-schema=before_restore_*",
                            "--enable-row-security"),
                    database.environment(),
                    out);
            if (!outcome.isGood()) {
                throw failed("pg_dump", outcome);
            }
        });
    }

    private static Refusal failed(String program, Processes.Outcome outcome) {
        return new Refusal(
                Code.E503,
                program + " failed: " + outcome.lastLine(),
                "Put right what it says and run the same command again; older backups are untouched.");
    }

    private static String text(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("Start-LSN")).findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
