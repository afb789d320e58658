package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.command.postgres.Distribution;
import tocsin.command.postgres.EmbeddedPostgres;
import tocsin.config.DatabaseRole;
import tocsin.config.Settings;
import tocsin.tenant.Migrations.Phase;

/** What becomes of the three roles where a platform gives one login and one address. */
class SharedLoginTest {

    @TempDir
    static Path directory;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(
                directory, Distribution.locate(Optional.empty()), EmbeddedPostgres.WITHOUT_DURABILITY);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void aLoginThatMayCreateRolesServesThroughThem() throws SQLException {
        execute("create role creator login createrole password 'x'");
        execute("create database separate owner creator");
        var settings = settings("creator", "separate");

        assertThat(Schema.of(settings).migrate(Phase.EXPAND)).isPositive();

        assertThat(user(settings, DatabaseRole.APP)).isEqualTo("tocsin_app");
        assertThat(user(settings, DatabaseRole.INGEST)).isEqualTo("tocsin_ingest");
        assertThat(user(settings, DatabaseRole.OWNER)).isEqualTo("creator");
        assertThat(Schema.of(settings).migrate(Phase.EXPAND)).isZero();
        execute("drop database separate");
        execute("drop role tocsin_app, tocsin_ingest");
    }

    @Test
    void aLoginThatMayNotServesAloneAndIsBoundAllTheSame() throws SQLException {
        execute("create role alone login password 'x'");
        execute("create database together owner alone");
        var settings = settings("alone", "together");

        assertThat(Schema.of(settings).migrate(Phase.EXPAND)).isPositive();

        var facts = facts(settings, DatabaseRole.APP);
        assertThat(facts.user()).isEqualTo("alone");
        assertThat(facts.boundByPolicies()).isTrue();
    }

    private static Settings settings(String user, String database) {
        return Settings.of(
                Map.of("DATABASE_URL", "postgres://" + user + ":x@127.0.0.1:" + postgres.port() + "/" + database));
    }

    private static String user(Settings settings, DatabaseRole role) {
        return facts(settings, role).user();
    }

    private static DatabaseSql.Facts facts(Settings settings, DatabaseRole role) {
        var access = settings.database(role).orElseThrow();
        return new DatabaseSql(access.url()).facts(access);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
