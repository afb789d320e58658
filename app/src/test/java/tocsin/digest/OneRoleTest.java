package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import tocsin.command.postgres.Distribution;
import tocsin.command.postgres.EmbeddedPostgres;
import tocsin.tenant.Migrations;

/** A platform that gives one database role and lets it make no others. */
class OneRoleTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void oneRoleUnderForcedRowSecurityWritesForAllAndReadsForOne() throws SQLException, IOException {
        try (var server = EmbeddedPostgres.start(
                Path.of("target/one-role-postgres"),
                Distribution.locate(Optional.empty()),
                EmbeddedPostgres.WITHOUT_DURABILITY)) {
            var platform = platform(server);
            new Migrations(platform, "platform", "platform").migrate(Migrations.Phase.EXPAND);
            try (var people = platform.getConnection()) {
                enter(people, "acmeacme");
                run(people, "insert into organization (tenant_id, slug, name) values ('acmeacme', 'acme', 'Acme')");
                run(people, "insert into project (tenant_id, id, slug, name) values ('acmeacme', 1, 'web', 'Web')");
                run(
                        people,
                        "insert into project_key (tenant_id, id, project_id, public_key)"
                                + " values ('acmeacme', 1, 1, '" + KEY + "')");

                new BatchWriter(new OpenDoor(platform)).write(List.of(submission()));

                assertThat(count(people, "event")).isEqualTo(1);
                assertThat(count(people, "issue")).isEqualTo(1);
                enter(people, "globexgl");
                assertThat(count(people, "event")).isZero();
                assertThat(count(people, "issue")).isZero();
                enter(people, "");
                assertThat(count(people, "organization")).isZero();
                assertThat(count(people, "door_key('" + KEY + "')")).isEqualTo(1);
            }
        }
    }

    private static PGSimpleDataSource platform(EmbeddedPostgres server) throws SQLException {
        try (var superuser = DriverManager.getConnection(
                        server.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, server.password());
                var statement = superuser.createStatement()) {
            statement.execute("drop database if exists platform");
            statement.execute("drop role if exists platform");
            statement.execute("create role platform login password 'platform'");
            statement.execute("create database platform owner platform");
        }
        var source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl("platform"));
        source.setUser("platform");
        source.setPassword("platform");
        return source;
    }

    private static Submission submission() {
        return new Submission(new Origin("acmeacme", 1, 1, Instant.now()), List.of(Submissions.event("Boom", "7")));
    }

    private static void enter(Connection connection, String tenant) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config('tocsin.tenant', ?, false)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The pool of the ingest writer, without a pool. */
    private static final class OpenDoor extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        OpenDoor(PGSimpleDataSource source) {
            setUrl(source.getUrl());
            setUser(source.getUser());
            setPassword(source.getPassword());
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            IngestConnectionSql.openDoor(connection);
            return connection;
        }
    }
}
