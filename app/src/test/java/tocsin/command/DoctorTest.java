package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.command.postgres.Distribution;
import tocsin.command.postgres.EmbeddedPostgres;
import tocsin.config.Settings;
import tocsin.doctor.Finding;
import tocsin.doctor.Finding.Severity;
import tocsin.tenant.Migrations.Phase;

/** What the doctor says of installations that are well, half made, or cut off. */
class DoctorTest {

    @TempDir
    static Path directory;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws SQLException {
        postgres = EmbeddedPostgres.start(
                directory, Distribution.locate(Optional.empty()), EmbeddedPostgres.WITHOUT_DURABILITY);
        execute("create role healthy login createrole password 'hunter2'");
        execute("create role alone login password 'hunter2'");
        execute("create role mighty superuser login password 'hunter2'");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void ofAHealthyInstallationOnlyTheServerThatNobodyStartedIsMentioned() throws SQLException {
        var settings = on("healthy", "well");
        Schema.of(settings).migrate(Phase.EXPAND);

        var findings = examine(settings);

        assertThat(findings).filteredOn(Finding::isBad).isEmpty();
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(Finding::subject)
                .containsExactly("server");
        assertThat(of(findings, "schema").detail()).isEqualTo("up to date");
        assertThat(of(findings, "database as app").detail()).contains("tocsin_app on PostgreSQL 18");
        assertThat(of(findings, "database as ingest").detail()).contains("tocsin_ingest");
    }

    @Test
    void aSchemaThatIsBehindIsBadAndTheWayOutIsNamed() throws SQLException {
        var schema = of(examine(on("healthy", "empty")), "schema");

        assertThat(schema.severity()).isEqualTo(Severity.BAD);
        assertThat(schema.detail()).contains("migrations are missing");
        assertThat(schema.remedy()).contains("tocsin migrate expand");
    }

    @Test
    void aDatabaseThatIsAwayIsBadAndItsPasswordStaysSecret() throws IOException {
        var findings = examine(settings("healthy", "well", freePort()));

        for (var subject : List.of("database as owner", "database as app", "database as ingest", "schema")) {
            assertThat(of(findings, subject).severity()).as(subject).isEqualTo(Severity.BAD);
        }
        assertThat(findings).noneMatch(finding -> finding.detail().contains("hunter2"));
    }

    @Test
    void oneRoleForEverythingIsAWarningThatSaysWhatGuardsTheRows() throws SQLException {
        var settings = on("alone", "together");
        Schema.of(settings).migrate(Phase.EXPAND);

        var findings = examine(settings);

        assertThat(findings).filteredOn(Finding::isBad).isEmpty();
        for (var subject : List.of("database as app", "database as ingest")) {
            assertThat(of(findings, subject).severity()).isEqualTo(Severity.WARNING);
            assertThat(of(findings, subject).detail()).contains("alone", "FORCE ROW LEVEL SECURITY");
        }
    }

    @Test
    void aRoleThatNoPolicyBindsIsBad() throws SQLException {
        execute("create database unguarded owner mighty");
        var app = of(
                examine(Settings.of(Map.of(
                        "TOCSIN_DATABASE_APP_URL",
                        "postgres://mighty:hunter2@127.0.0.1:" + postgres.port() + "/unguarded"))),
                "database as app");

        assertThat(app.severity()).isEqualTo(Severity.BAD);
        assertThat(app.detail()).contains("ignores row-level security");
    }

    private static List<Finding> examine(Settings settings) {
        return new Examination(settings, OptionalLong.empty()).findings();
    }

    private static Finding of(List<Finding> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static Settings on(String user, String database) throws SQLException {
        execute("create database " + database + " owner " + user);
        return settings(user, database, postgres.port());
    }

    private static Settings settings(String user, String database, int port) {
        try {
            return Settings.of(Map.of(
                    "DATABASE_URL",
                    "postgres://" + user + ":hunter2@127.0.0.1:" + port + "/" + database,
                    "TOCSIN_PORT",
                    String.valueOf(freePort())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
