package tocsin.installer.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Tree;

/** A directory that is furnished like a host with an installation, whose PostgreSQL is a real one and runs. */
public final class DatabaseHost implements AutoCloseable {

    private static final String INGEST = "tocsin_ingest";
    private static final String APP = "tocsin_app";

    /** The schema takes seconds, and is the same for all. */
    private static Path template;

    private final Host host;

    private DatabaseHost(Path root) {
        this.host = new Host(root);
    }

    /** With the schema as this release makes it, and nothing in it. */
    public static DatabaseHost in(Path directory) throws IOException {
        var prepared = new DatabaseHost(directory);
        prepared.furnish();
        var data = prepared.host.at("/var/lib/tocsin/postgresql");
        if (template == null) {
            prepared.initialize();
            prepared.start();
            prepared.schema();
            prepared.stop();
            template = Files.createTempDirectory("tocsin-template");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> new Tree(template).delete()));
            Processes.demand("cp", "--archive", data.toString(), template.toString());
        } else {
            Processes.demand("cp", "--archive", template + "/postgresql", data.toString());
        }
        prepared.start();
        return prepared;
    }

    /** Installed, and with another database that has not even the schema. */
    public static DatabaseHost emptyIn(Path directory) throws IOException {
        var prepared = new DatabaseHost(directory);
        prepared.furnish();
        prepared.initialize();
        prepared.start();
        prepared.ask("create role tocsin login createrole");
        prepared.ask("create database tocsin owner tocsin");
        return prepared;
    }

    /** One that another process has made. */
    static DatabaseHost at(Path directory) {
        return new DatabaseHost(directory);
    }

    public Host host() {
        return host;
    }

    public Path root() {
        return host.root();
    }

    private void furnish() throws IOException {
        var account = Processes.isRoot()
                ? "postgres:x:"
                        + new Owner(new Host(Path.of("/")), "postgres").number().orElseThrow() + ":"
                        + new Owner(new Host(Path.of("/")), "postgres").group().orElseThrow()
                : "me:x:0:0";
        write(
                "etc/passwd",
                Stream.of("tocsin-postgresql", "tocsin", "tocsin-proxy")
                        .map(name -> account.replaceFirst("^\\w+", name) + "::/:/bin/false\n")
                        .reduce("", String::concat));
        for (var path = root();
                path != null && path.startsWith("/tmp") && path.getNameCount() > 1;
                path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var release = root().resolve("opt/tocsin/releases/26.1.0");
        Files.createDirectories(release.resolve("postgresql"));
        Files.createSymbolicLink(release.resolve("postgresql/bin"), programs());
        Files.createSymbolicLink(root().resolve("opt/tocsin/current"), Path.of("releases/26.1.0"));
        write("etc/tocsin/installation.conf", "parts=application,database,proxy\n");
        write("etc/tocsin/tocsin.env", "TOCSIN_URL=https://errors.example.org\n");
        write("etc/tocsin/credentials/database-url", "postgres://tocsin:secret@127.0.0.1:5432/tocsin\n");
        write("etc/tocsin/credentials/smtp-url", "smtp://u:p@mail\n");
        Files.createDirectories(root().resolve("var/lib/tocsin/backup"));
        var socket = Files.createDirectories(root().resolve("run/tocsin-postgresql"));
        give(socket);
        give(Files.createDirectories(root().resolve("var/lib/tocsin/spool")));
    }

    /** Of the machine; PostgreSQL's own programs wherever Debian or a bundle's build has put them. */
    private static Path programs() {
        return Stream.of(
                        System.getenv("TOCSIN_POSTGRESQL_BIN"),
                        "/usr/lib/postgresql/18/bin",
                        "/usr/lib/postgresql/15/bin")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(path -> Files.isExecutable(path.resolve("pg_basebackup")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no PostgreSQL server with its programs, as the package"
                        + " postgresql of Debian has; TOCSIN_POSTGRESQL_BIN may name one"));
    }

    private void give(Path path) {
        if (Processes.isRoot()) {
            Processes.demand(
                    "chown",
                    "--recursive",
                    account().number().orElseThrow() + ":" + account().group().orElseThrow(),
                    path.toString());
        }
    }

    private Owner account() {
        return new Owner(host, "tocsin-postgresql");
    }

    private void initialize() throws IOException {
        var data = host.at("/var/lib/tocsin/postgresql");
        Files.createDirectories(data);
        give(data);
        asAccount(
                program("initdb"),
                "--pgdata=" + data,
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--auth=trust",
                "--data-checksums",
                "--no-sync");
    }

    public void start() {
        start("-c listen_addresses=''");
    }

    /** As one that others reach. */
    void startAt(int port) {
        start("-c listen_addresses=127.0.0.1 -c port=" + port);
        try {
            // For this class, which asks by the usual port.
            Files.deleteIfExists(socket().resolve(".s.PGSQL.5432"));
            Files.createSymbolicLink(socket().resolve(".s.PGSQL.5432"), Path.of(".s.PGSQL." + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String where) {
        asAccount(
                program("pg_ctl"),
                "start",
                "--wait",
                "--silent",
                "--pgdata=" + host.at("/var/lib/tocsin/postgresql"),
                "--log=" + socket().resolve("log"),
                "--options=" + where + " -c unix_socket_directories=" + socket()
                        + " -c shared_buffers=16MB -c max_connections=20 -c fsync=off");
    }

    private Path socket() {
        return host.at("/run/tocsin-postgresql");
    }

    /** As `tocsinctl keep-log` does it, which is not built for tests: a program that is called for each segment. */
    void keepLog() throws IOException {
        give(Files.createDirectories(host.at("/var/lib/tocsin/wal")));
        ask("alter system set archive_mode = 'on'");
        ask("alter system set archive_command = 'zstd --quiet --force \"%p\" -o \"" + host.at("/var/lib/tocsin/wal")
                + "/%f.zst\"'");
        stop();
        start();
    }

    /** Until the log that is written so far is kept. */
    void awaitLog() {
        var segment = ask("select pg_walfile_name(pg_current_wal_lsn() - 1)").strip();
        for (int i = 0; i < 200; i++) {
            if (ask("select coalesce(last_archived_wal >= '" + segment + "', false) from pg_stat_archiver")
                    .startsWith("t")) {
                return;
            }
        }
        throw new AssertionError("the log is not kept: " + segment);
    }

    /** By the clock of the database. */
    java.time.Instant now() {
        return java.time.Instant.parse(
                ask("select to_char(clock_timestamp() at time zone 'UTC'," + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                        .strip());
    }

    public void stop() {
        asAccount(
                program("pg_ctl"),
                "stop",
                "--mode=fast",
                "--silent",
                "--pgdata=" + host.at("/var/lib/tocsin/postgresql"));
    }

    private void schema() throws IOException {
        ask("create role tocsin login createrole");
        ask("create role " + APP);
        ask("create role " + INGEST);
        ask("create database tocsin owner tocsin");
        var script = new StringBuilder("set role tocsin;\n"
                + "create table flyway_schema_history (installed_rank int, version text, success boolean);\n");
        for (var name : resource("index.txt")
                .lines()
                .filter(line -> line.endsWith(".sql"))
                .toList()) {
            script.append(resource(name).replace("${app}", APP).replace("${ingest}", INGEST))
                    .append(";\ninsert into flyway_schema_history select count(*) + 1, '" + name.substring(1, 4)
                            + "', true from flyway_schema_history;\n");
        }
        in("tocsin", script.toString());
    }

    private static String resource(String name) throws IOException {
        try (var stream = DatabaseHost.class.getResourceAsStream("/db/expand/" + name);
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.readAllAsString();
        }
    }

    /** An organization with a project, an issue, so many events of a kilobyte, and one attachment. */
    public void fill(String tenant, int events) {
        in("tocsin", """
                insert into organization (tenant_id, slug, name) values ('%1$s', '%1$s', 'Acme') on conflict do nothing;
                insert into project (tenant_id, slug, name) values ('%1$s', 'web', 'Web') on conflict do nothing;
                insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, first_seen,
                    last_seen, grouping_version)
                select '%1$s', id, 1, 'Boom', '', '', 40, 'java', now(), now(), 1 from project where tenant_id = '%1$s'
                on conflict do nothing;
                insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,
                    environment, title, payload_format, payload)
                select i.tenant_id, i.project_id, gen_random_uuid(), i.id, now(), now(), 40, 'java', '', 'Boom', 1,
                    convert_to(repeat(md5(n::text), 32), 'UTF8')
                from issue i, generate_series(1, %2$d) n where i.tenant_id = '%1$s';
                with file as (
                    insert into attachment (tenant_id, project_id, event_id, attachment_id, received_at, name, kind, size, sha256)
                    select tenant_id, id, gen_random_uuid(), gen_random_uuid(), now(), 'log', 'event.attachment', 5, sha256('hello')
                    from project where tenant_id = '%1$s' returning *)
                insert into attachment_chunk (tenant_id, attachment_id, received_at, number, bytes)
                select tenant_id, attachment_id, received_at, n, bytes from file,
                    (values (0, 'hel'::bytea), (1, 'lo'::bytea)) pieces (n, bytes);
                """.formatted(tenant, events));
    }

    /** A segment that a server has left in the spool. */
    public Path spooled(String text) {
        try {
            var directory = host.at("/var/lib/tocsin/spool/" + UUID.randomUUID());
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("lock"), "");
            Files.writeString(directory.resolve("0000000000000000001.segment"), text);
            give(directory);
            return directory.resolve("0000000000000000001.segment");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long events() {
        return Long.parseLong(in("tocsin", "select count(*) from event").strip());
    }

    public String ask(String sql) {
        return in("postgres", sql);
    }

    public String in(String database, String sql) {
        return Processes.demand(
                List.of(
                        program("psql"),
                        "--no-psqlrc",
                        "--quiet",
                        "--tuples-only",
                        "--no-align",
                        "--set=ON_ERROR_STOP=1",
                        "--host=" + host.at("/run/tocsin-postgresql"),
                        "--username=postgres",
                        "--dbname=" + database,
                        "--file=-"),
                Map.of(),
                sql + ";\n");
    }

    private String program(String name) {
        return host.current().resolve("postgresql/bin/" + name).toString();
    }

    private void asAccount(String... command) {
        var whole = new ArrayList<>(Processes.as(account()));
        whole.addAll(List.of(command));
        var outcome = Processes.run(whole, Map.of("LC_ALL", "C"), "");
        if (!outcome.isGood()) {
            throw new AssertionError(String.join(" ", command) + ": " + outcome);
        }
    }

    private void write(String path, String text) throws IOException {
        var file = root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        Processes.run(
                Stream.concat(
                                Processes.as(account()).stream(),
                                Stream.of(
                                        program("pg_ctl"),
                                        "stop",
                                        "--mode=immediate",
                                        "--silent",
                                        "--pgdata=" + host.at("/var/lib/tocsin/postgresql")))
                        .toList(),
                Map.of(),
                "");
    }
}
