package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tocsin.installer.host.Processes;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * The database's part of a restore where it is not ours: its present content is put aside under another schema of the same
 * database, and the dump is read into a new one.
 *
 * @param aside the name of that schema
 */
record ExternalRestoring(Database database, Staging staging, String aside) {

    private static final String DUMP = "database.dump";

    /** Reads it from its store, and looks whether it is one. */
    void fetch() {
        var file = staging.part(DUMP);
        var beside = staging.part("." + DUMP);
        staging.reading(DUMP, content -> Files.copy(content, beside, StandardCopyOption.REPLACE_EXISTING));
        var list = Processes.run(database.program("pg_restore"), "--list", beside.toString());
        if (!list.isGood()) {
            throw unreadable(list);
        }
        move(beside, file);
    }

    /** Nobody works with it meanwhile. */
    List<Step> exchange() {
        return List.of(
                new Step.Seen(
                        "put the present content of the database aside, into the schema " + aside,
                        () -> hasAside() || !isThere("public.flyway_schema_history"),
                        () -> database.ask(
                                "begin; alter schema public rename to " + aside + "; create schema public; commit;")),
                new Step.Seen(
                        "read the dump into the database",
                        Duration.ofSeconds(10),
                        () -> hasAside() && isThere("public.flyway_schema_history"),
                        this::read));
    }

    Step back() {
        return new Step.Seen(
                "go back: put the former content of the database in its place",
                () -> !hasAside(),
                () -> database.ask(
                        "begin; drop schema public cascade; alter schema " + aside + " rename to public; commit;"));
    }

    /** What is in it now, against what was backed up. */
    void compare() {
        var missing = staging.backup().manifest().census().missing(database.census());
        if (!missing.isEmpty()) {
            throw new Refusal(
                    Code.E509,
                    "what backup " + staging.backup().id() + " restores is less than what was backed up: "
                            + String.join(", ", missing),
                    "Take another backup, and report this.");
        }
    }

    /** Those that a script gives rights to. */
    static List<String> roles(String script) {
        return Pattern.compile("(?m)^(?:GRANT|CREATE POLICY) .* TO \"?([\\w-]+)\"?[ ;]")
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .filter(role -> !role.equalsIgnoreCase("public"))
                .distinct()
                .toList();
    }

    private void read() {
        var command = List.of(
                database.program("pg_restore"),
                "--no-password",
                "--no-owner",
                "--single-transaction",
                "--exit-on-error",
                "--dbname=" + database.address().database(),
                staging.part(DUMP).toString());
        var outcome = Processes.run(command, database.environment(), "");
        if (!outcome.isGood()) {
            throw unreadable(outcome);
        }
    }

    private boolean hasAside() {
        return database.ask("select to_regnamespace('" + aside + "') is not null;")
                .equals("t");
    }

    private boolean isThere(String table) {
        return database.ask("select to_regclass('" + table + "') is not null;").equals("t");
    }

    private static Refusal unreadable(Processes.Outcome outcome) {
        return new Refusal(
                Code.E506,
                "pg_restore cannot read the dump: " + outcome.lastLine(),
                "Put right what it says and run the same command again, or take another backup.");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
