package tocsin.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import tocsin.command.postgres.Distribution;
import tocsin.command.postgres.EmbeddedPostgres;
import tocsin.config.DatabaseUrl;

/** A PostgreSQL that listens on a socket in the file system and nowhere else. */
@Timeout(60)
class PostgresSocketTest {

    @TempDir
    static Path data;

    private static Path sockets;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        sockets = Files.createTempDirectory("tocsin");
        // It works under another account than root.
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxrwxrwx"));
        server = EmbeddedPostgres.start(
                data,
                Distribution.locate(Optional.empty()),
                Map.of("listen_addresses", "", "unix_socket_directories", sockets.toString(), "fsync", "off"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        try (var left = Files.list(sockets)) {
            assertThat(left).isEmpty();
        }
        Files.delete(sockets);
    }

    @Test
    void questionsAreAnsweredThroughTheSocketAlone() throws SQLException {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        server.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, server.password()))
                .isInstanceOf(SQLException.class);

        try (var connection = connect()) {
            assertThat(answer(connection, "select coalesce(host(inet_client_addr()), 'no address')"))
                    .isEqualTo("no address");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        url().jdbcUrl(), EmbeddedPostgres.SUPERUSER, "wrong" + server.password()))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void muchIsCopiedInAndOut() throws Exception {
        try (var connection = connect()) {
            execute(connection, "create temporary table copied (n int, word text)");
            var rows = new StringBuilder();
            for (int n = 0; n < 200_000; n++) {
                rows.append(n)
                        .append("\tthe word of the row with the number ")
                        .append(n)
                        .append('\n');
            }
            var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();

            assertThat(copy.copyIn("copy copied from stdin", new ByteArrayInputStream(bytes)))
                    .isEqualTo(200_000);

            var out = new java.io.ByteArrayOutputStream();
            copy.copyOut("copy (select * from copied order by n) to stdout", out);
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void aStatementThatTakesTooLongIsCancelledByAnotherConnection() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);

            assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));

            assertThat(answer(connection, "select 'still here'")).isEqualTo("still here");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForForEver() throws SQLException {
        try (var connection = connect()) {
            connection.setNetworkTimeout(Runnable::run, 300);

            assertThatThrownBy(() -> answer(connection, "select pg_sleep(30)")).hasMessageContaining("I/O error");

            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionThatIsTornDownFreesWhoWaitsForIt() throws Exception {
        var connection = connect();
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return answer(connection, "select pg_sleep(30)");
            } catch (SQLException e) {
                return e.getSQLState();
            }
        });
        Thread.sleep(300);

        connection.abort(Runnable::run);

        assertThat(waiting.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo("08006");
    }

    @Test
    void whatIsNotifiedIsHeard() throws SQLException {
        try (var listening = connect();
                var talking = connect()) {
            execute(listening, "listen bell");
            var heard = listening.unwrap(PGConnection.class);
            assertThat(heard.getNotifications(50)).isNullOrEmpty();

            execute(talking, "notify bell, 'ding'");

            assertThat(heard.getNotifications(5_000))
                    .extracting(PGNotification::getParameter)
                    .containsExactly("ding");
        }
    }

    private static DatabaseUrl url() {
        return new DatabaseUrl(
                sockets.toString(),
                server.port(),
                "postgres",
                EmbeddedPostgres.SUPERUSER,
                server.password(),
                List.of());
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(url().jdbcUrl(), url().user(), url().password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
