package tocsin.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import tocsin.command.postgres.Distribution;
import tocsin.command.postgres.EmbeddedPostgres;
import tocsin.tenant.Migrations;

/** A real PostgreSQL with a fresh database, migrated as the owner, for all tests of a run together. */
public class Postgres implements QuarkusTestResourceLifecycleManager {

    private static final String DATABASE = "tocsin_test";
    private static final String OWNER = "tocsin_owner";
    private static final String APP = "tocsin_app";
    private static final String INGEST = "tocsin_ingest";

    private EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        server = EmbeddedPostgres.start(
                Path.of("target/test-postgres"),
                Distribution.locate(Optional.empty()),
                EmbeddedPostgres.WITHOUT_DURABILITY);
        System.setProperty("tocsin.test.superuser-url", superuserUrl(DATABASE));
        try {
            fresh();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot prepare the tests' database", e);
        }
        var owner = new PGSimpleDataSource();
        owner.setUrl(server.jdbcUrl(DATABASE));
        owner.setUser(OWNER);
        owner.setPassword(OWNER);
        new Migrations(owner, APP, INGEST).migrate(Migrations.Phase.EXPAND);
        return Map.of(
                "quarkus.datasource.jdbc.url", server.jdbcUrl(DATABASE),
                "quarkus.datasource.username", APP,
                "quarkus.datasource.password", APP,
                "quarkus.datasource.ingest.jdbc.url", server.jdbcUrl(DATABASE),
                "quarkus.datasource.ingest.username", INGEST,
                "quarkus.datasource.ingest.password", INGEST);
    }

    @Override
    public void stop() {
        server.close();
    }

    /** As superuser, whom no policy binds: to prepare what a test needs and to look at what it left. */
    public static Connection superuser() throws SQLException {
        return DriverManager.getConnection(System.getProperty("tocsin.test.superuser-url"));
    }

    /** As the role that serves people, with no tenant set. */
    public static Connection app() throws SQLException {
        return as(APP);
    }

    /** As the role that writes batches. */
    public static Connection ingest() throws SQLException {
        return as(INGEST);
    }

    private static Connection as(String role) throws SQLException {
        var url = System.getProperty("tocsin.test.superuser-url");
        return DriverManager.getConnection(url.substring(0, url.indexOf('?')), role, role);
    }

    private String superuserUrl(String database) {
        return server.jdbcUrl(database) + "?user=" + EmbeddedPostgres.SUPERUSER + "&password=" + server.password();
    }

    private void fresh() throws SQLException {
        try (var connection = DriverManager.getConnection(superuserUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + DATABASE + " with (force)");
            for (var role : new String[] {OWNER, APP, INGEST}) {
                statement.execute("drop role if exists " + role);
                statement.execute("create role " + role + " login password '" + role + "'");
            }
            statement.execute("create database " + DATABASE + " owner " + OWNER);
        }
    }
}
