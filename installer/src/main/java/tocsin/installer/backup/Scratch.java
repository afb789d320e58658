package tocsin.installer.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Place;
import tocsin.installer.host.Processes;
import tocsin.installer.install.Part;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * A PostgreSQL on a data directory aside, behind a socket that root alone can reach. It brings a copied database to the
 * moment it is wanted of, and answers what is in it.
 *
 * @param directory of the staging, in which the data directory is
 * @param database its name
 */
record Scratch(Host host, Path directory, Path data, String database) {

    /** Until where what was written is applied: a moment, or as short as it goes. */
    void start(Optional<String> moment) {
        stop();
        var socket = directory.resolve("run");
        new Place(socket, "rwx------", owner()).step().carryOut();
        var rules = file("pg_hba.conf", "local all all trust\n");
        var settings = file("postgresql.conf", """
                max_connections = 100
                hot_standby = off
                autovacuum = off
                jit = off
                log_timezone = UTC
                timezone = UTC
                restore_command = 'cp "%s/%%f" "%%p"'
                recovery_target_action = promote
                %s
                """.formatted(
                directory.resolve("wal"),
                moment.map(time -> "recovery_target_time = '" + time + "'").orElse("recovery_target = immediate")));
        if (Files.exists(data.resolve("backup_label"))) {
            new Contents(data.resolve("recovery.signal"), "")
                    .mode("rw-------")
                    .owner(owner())
                    .write();
        }
        var started = asItsAccount(
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=86400",
                "--silent",
                "--pgdata=" + data,
                "--log=" + socket.resolve("log"),
                // Here, because what was set by ALTER SYSTEM comes with the data and would win over a file. Its own log
                // is
                // kept once it is in its place.
                "--options=-c config_file=" + settings + " -c hba_file=" + rules + " -c unix_socket_directories="
                        + socket + " -c listen_addresses='' -c port=5432 -c archive_mode=on -c archive_command=''");
        if (!started.isGood() || !isRecovered()) {
            throw refused(
                    moment,
                    Processes.run("tail", "--lines=5", socket.resolve("log").toString()));
        }
    }

    /** Comes back when it lets us in, which it does at the end of its recovery, or when it has ended. */
    private boolean isRecovered() {
        while (!psql("select 1;", "postgres").isGood()) {
            if (!Files.exists(data.resolve("postmaster.pid"))) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new one, of a dump, whose owner and roles are nobody in particular here. */
    void fill(Staging staging) {
        new Place(data, "rwx------", owner()).step().carryOut();
        demand(asItsAccount(
                "initdb", "--pgdata=" + data, "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"));
        start(Optional.empty());
        ask("create database \"" + database.replace("\"", "\"\"") + "\";", "postgres");
        var external = new ExternalRestoring(new Database(host, Database.Kind.EXTERNAL), staging, "");
        external.fetch();
        var dump = staging.part("database.dump").toString();
        var list = Processes.demand(program("pg_restore"), "--file=-", "--schema-only", "--no-owner", dump);
        ExternalRestoring.roles(list).forEach(role -> ask("create role \"" + role + "\";", "postgres"));
        demand(Processes.run(
                program("pg_restore"),
                "--no-owner",
                "--exit-on-error",
                "--host=" + directory.resolve("run"),
                "--username=postgres",
                "--dbname=" + database,
                dump));
    }

    private static void demand(Processes.Outcome outcome) {
        if (!outcome.isGood()) {
            throw new Refusal(
                    Code.E509,
                    "the dump does not become a database: " + outcome.lastLine(),
                    "Take another backup, and report this.");
        }
    }

    private Refusal refused(Optional<String> moment, Processes.Outcome log) {
        if (log.output().contains("before configured recovery target was reached")) {
            return new Refusal(
                    Code.E511,
                    "the log of the database ends before " + moment.orElse("the end of the backup"),
                    "Choose an earlier moment; `tocsinctl backup list` says what can be reached.");
        }
        return new Refusal(
                Code.E509,
                "the restored database does not start: " + log.lastLine(),
                "Look at " + directory + "/run/log, and take another backup if it stays so.");
    }

    /** Also one that a killed tocsinctl has left behind. */
    void stop() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            asItsAccount("pg_ctl", "stop", "--mode=fast", "--wait", "--timeout=3600", "--silent", "--pgdata=" + data);
        }
    }

    Census census() {
        return Census.of(ask(Census.SQL));
    }

    String ask(String sql) {
        return ask(sql, database);
    }

    private String ask(String sql, String database) {
        var outcome = psql(sql, database);
        if (!outcome.isGood()) {
            throw new Refusal(
                    Code.E509,
                    "the restored database does not answer: " + outcome.lastLine(),
                    "Take another backup, and report this if it stays so.");
        }
        return outcome.output().strip();
    }

    private Processes.Outcome psql(String sql, String database) {
        return Processes.run(
                List.of(
                        program("psql"),
                        "--no-psqlrc",
                        "--quiet",
                        "--tuples-only",
                        "--no-align",
                        "--set=ON_ERROR_STOP=1",
                        "--host=" + directory.resolve("run"),
                        "--username=postgres",
                        "--dbname=" + database,
                        "--file=-"),
                Map.of("LC_ALL", "C"),
                sql + "\n");
    }

    /** Refuses when something is not there that was backed up, or attachments are not what they were. */
    void compare(Census.Range expected, String backup) {
        var missing = new ArrayList<>(expected.missing(census()));
        var damaged = ask(Census.DAMAGED_ATTACHMENTS).lines().reduce("", (first, last) -> last);
        if (!damaged.equals("0")) {
            missing.add(damaged + " attachments are not as their checksums say");
        }
        if (!missing.isEmpty()) {
            throw new Refusal(
                    Code.E509,
                    "what backup " + backup + " restores is less than what was backed up: "
                            + String.join(", ", missing),
                    "Take another backup, and report this.");
        }
    }

    private Path file(String name, String text) {
        var file = directory.resolve(name);
        new Contents(file, text).mode("rw-r--r--").owner(owner()).write();
        return file;
    }

    Processes.Outcome asItsAccount(String program, String... arguments) {
        var command = new ArrayList<>(Processes.as(owner()));
        command.add(program(program));
        command.addAll(List.of(arguments));
        return Processes.run(command, Map.of("LC_ALL", "C"), "");
    }

    private String program(String name) {
        return host.current().resolve("postgresql/bin/" + name).toString();
    }

    private Owner owner() {
        return new Owner(host, Part.DATABASE.account());
    }
}
