package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.Answer;

/** Where the database is not ours, and its role is bound by row-level security. */
class ExternalBackupTest {

    @TempDir
    Path directory;

    private DatabaseHost host;

    @BeforeEach
    void start() throws IOException {
        host = DatabaseHost.in(directory.resolve("root"));
        host.fill("aaaaaaaa", 300);
        host.stop();
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        host.startAt(port);
        host.ask("alter role tocsin password 'secret'");
        Files.writeString(
                host.root().resolve("etc/tocsin/credentials/database-url"),
                "postgres://tocsin:secret@127.0.0.1:" + port + "/tocsin\n");
        Files.writeString(host.root().resolve("etc/tocsin/installation.conf"), "parts=application,proxy\n");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void itIsDumpedVerifiedAndRestored() {
        var made = answer("backup");
        assertThat(made.exitCode()).as(made.out()).isZero();
        assertThat(made.json().at("/result/backup/kind").asText()).isEqualTo("external");
        assertThat(made.json().at("/result/backup/counts/events").asLong()).isEqualTo(300);
        host.in("tocsin", "delete from event");
        var verified = answer("backup", "verify");
        assertThat(verified.exitCode()).as(verified.out()).isZero();
        assertThat(verified.json().at("/result/counts/events").asLong()).isEqualTo(300);

        var restored = answer("restore");

        assertThat(restored.exitCode()).as(restored.out()).isZero();
        assertThat(host.events()).isEqualTo(300);
        assertThat(host.in("tocsin", "select count(*) from pg_namespace where nspname like 'before_restore_%'"))
                .startsWith("1");
        // A backup of what was restored does not have what was put aside.
        var again = answer("backup", "--to", "/var/lib/tocsin/again");
        assertThat(again.exitCode()).as(again.out()).isZero();
        assertThat(answer("backup", "verify", "--from", "/var/lib/tocsin/again").exitCode())
                .isZero();
    }

    @Test
    void thereIsNoPointInTime() {
        answer("backup");

        assertThat(answer("restore", "--to-time", host.now().toString()).codes())
                .containsExactly("E511");
    }

    @Test
    void aBackupOfTheOtherKindIsRefused() throws IOException {
        answer("backup");
        Files.writeString(host.root().resolve("etc/tocsin/installation.conf"), "parts=application,database,proxy\n");

        assertThat(answer("restore").exitCode()).isEqualTo(6);
        assertThat(host.events()).isEqualTo(300);
    }

    private Answer answer(String... words) {
        return Answer.to(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(words),
                        java.util.stream.Stream.of(
                                "--json", "--root", host.root().toString()))
                .toArray(String[]::new));
    }
}
