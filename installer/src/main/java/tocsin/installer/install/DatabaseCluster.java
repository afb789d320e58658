package tocsin.installer.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.config.DatabaseUrl;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Place;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Systemd;
import tocsin.installer.host.Tree;
import tocsin.installer.journal.Step;

/** The data directory of the bundled PostgreSQL, and in it the server's role and database. */
record DatabaseCluster(Host host) {

    static final String UNIT = "tocsin-postgresql.service";

    private static final String SOCKET = "/run/tocsin-postgresql";

    /** Made beside and then renamed, so that a data directory is either whole or not there. */
    Step step() {
        var data = host.at("/var/lib/tocsin/postgresql");
        return new Step.Seen(
                "make the data directory " + host.seen(data),
                Duration.ofSeconds(3),
                () -> Files.exists(data.resolve("PG_VERSION")),
                () -> {
                    var beside = host.at("/var/lib/tocsin/.postgresql.new");
                    new Tree(beside).delete();
                    new Place(beside, "rwx------", owner()).step().carryOut();
                    asItsAccount(
                            List.of(
                                    program("initdb"),
                                    "--pgdata=" + beside,
                                    "--username=postgres",
                                    "--encoding=UTF8",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    "--locale=C",
                                    "--auth-local=peer",
                                    "--auth-host=scram-sha-256",
                                    // A new segment is filled with zeros while all commits wait: 30 ms and more for 16
                                    // MB.
                                    "--wal-segsize=2",
                                    "--data-checksums"),
                            "");
                    try {
                        // Whatever somebody has put there is not ours to delete.
                        Files.deleteIfExists(data);
                        Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Who may come in, and what else it takes without a restart. */
    Step rules() {
        return new Step.Told("let PostgreSQL read its configuration", () -> new Systemd(host).refresh(UNIT));
    }

    /** What it takes at its start alone, such as the address of a host that has come into a fleet. */
    Step renewed() {
        return new Step.Seen(
                "restart PostgreSQL with its changed configuration",
                Duration.ofSeconds(2),
                () -> answer("select count(*) from pg_file_settings where error = 'setting could not be applied'")
                        .equals("0"),
                () -> new Systemd(host).renew(UNIT));
    }

    /** With the password that the server's credential has. */
    Step role() {
        return new Step.Seen(
                "make the database and its role",
                () -> answer("select 1 from pg_database where datname = 'tocsin'")
                        .equals("1"),
                () -> {
                    var url = credential();
                    answer("do $$ begin if not exists (select 1 from pg_roles where rolname = 'tocsin') then"
                            + " create role tocsin login createrole; end if; end $$");
                    answer("alter role tocsin password '" + url.password() + "'");
                    answer("create database tocsin owner tocsin");
                });
    }

    /** So that the doctor can tell which of them are slow; without their values. */
    Step statistics() {
        return new Step.Seen(
                "let the database count its statements",
                () -> answer("tocsin", "select 1 from pg_extension where extname = 'pg_stat_statements'")
                        .equals("1"),
                () -> {
                    answer("tocsin", "grant pg_read_all_stats to tocsin");
                    answer("tocsin", "create extension if not exists pg_stat_statements");
                });
    }

    private DatabaseUrl credential() {
        try {
            return DatabaseUrl.parse(
                    Files.readString(host.credentials().resolve("database-url")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String sql) {
        return answer("postgres", sql);
    }

    private String answer(String database, String sql) {
        return asItsAccount(
                        List.of(
                                program("psql"),
                                "--no-psqlrc",
                                "--quiet",
                                "--tuples-only",
                                "--no-align",
                                "--set=ON_ERROR_STOP=1",
                                "--host=" + SOCKET,
                                "--username=postgres",
                                "--dbname=" + database,
                                "--file=-"),
                        sql + ";\n")
                .strip();
    }

    private String asItsAccount(List<String> command, String input) {
        var whole = new ArrayList<>(Processes.as(owner()));
        whole.addAll(command);
        return Processes.demand(whole, Map.of("LC_ALL", "C"), input);
    }

    private String program(String name) {
        return host.current().resolve("postgresql/bin/" + name).toString();
    }

    private Owner owner() {
        return new Owner(host, Part.DATABASE.account());
    }
}
