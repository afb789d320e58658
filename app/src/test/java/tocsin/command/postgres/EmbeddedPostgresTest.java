package tocsin.command.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsThereAfterARestart() throws SQLException {
        try (var first = start()) {
            execute(first, "create table kept (word text)");
            execute(first, "insert into kept values ('bell')");
        }

        try (var second = start()) {
            assertThat(answer(second, "select word from kept")).isEqualTo("bell");
        }
    }

    @Test
    void aSecondStartOnTheSameDirectoryIsRefused() {
        try (var first = start()) {
            assertThat(first.port()).isPositive();

            assertThatThrownBy(this::start)
                    .isInstanceOf(PostgresFailed.class)
                    .hasMessageContaining("Another Tocsin is running on " + directory)
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void aServerThatWasLeftBehindIsStoppedAndItsDataTakenOver() throws Exception {
        var orphan = Orphan.startedAndKilled(directory);
        assertThat(orphan.postgres().isAlive()).isTrue();

        try (var next = start()) {
            assertThat(orphan.postgres().onExit().get(10, TimeUnit.SECONDS).isAlive())
                    .isFalse();
            assertThat(next.pid()).isNotEqualTo(orphan.postgres().pid());
            assertThat(answer(next, "select word from kept")).isEqualTo("bell");
        }
    }

    @Test
    void aServerThatWasLeftBehindIsFoundUnderAnotherSpellingOfItsDirectory(@TempDir Path elsewhere) throws Exception {
        var link = Files.createSymbolicLink(elsewhere.resolve("link"), directory);
        var orphan = Orphan.startedAndKilled(link);

        try (var next = start(directory.resolve("postgresql/.."))) {
            assertThat(orphan.postgres().onExit().get(10, TimeUnit.SECONDS).isAlive())
                    .isFalse();
            assertThat(answer(next, "select word from kept")).isEqualTo("bell");
        }
    }

    /** Longer than a start may take unasked: PostgreSQL asks an archive for files, and the archive is slow. */
    @Test
    void aLongRecoveryIsWaitedForAndToldOf() throws Exception {
        start().close();
        Files.createFile(directory.resolve("postgresql/recovery.signal"));
        Files.setOwner(
                directory.resolve("postgresql/recovery.signal"), Files.getOwner(directory.resolve("postgresql")));
        var told = new ArrayList<String>();

        try (var slow = EmbeddedPostgres.start(
                directory,
                Distribution.locate(Optional.empty()),
                Map.of("fsync", "off", "restore_command", "sleep 4; false"),
                told::add)) {
            assertThat(answer(slow, "select 'works'")).isEqualTo("works");
        }
        assertThat(told).isNotEmpty().allSatisfy(word -> assertThat(word).contains("PostgreSQL is starting"));
    }

    @Test
    void aStartThatFailsSaysWhy() {
        start().close();

        assertThatThrownBy(() -> EmbeddedPostgres.start(
                        directory, Distribution.locate(Optional.empty()), Map.of("shared_buffers", "nonsense")))
                .isInstanceOf(PostgresFailed.class)
                .hasMessageContaining("shared_buffers");
    }

    @Test
    void aServerThatWasKilledItselfIsRepairedByTheNextStart() throws SQLException {
        try (var first = EmbeddedPostgres.start(directory)) {
            execute(first, "create table kept (word text)");
            execute(first, "insert into kept values ('bell')");
            ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        }

        try (var second = start()) {
            assertThat(answer(second, "select word from kept")).isEqualTo("bell");
        }
    }

    @Test
    void aServerThatWasKilledIsStartedAgainAtTheSameAddress() throws Exception {
        try (var postgres = start()) {
            execute(postgres, "create table kept as select 'bell' as word");
            execute(postgres, "checkpoint");
            assertThat(postgres.startAgainIfGone(word -> {})).isFalse();
            var port = postgres.port();
            var killed = ProcessHandle.of(postgres.pid()).orElseThrow();
            killed.destroyForcibly();
            killed.onExit().get(10, TimeUnit.SECONDS);

            assertThat(postgres.startAgainIfGone(word -> {})).isTrue();

            assertThat(postgres.port()).isEqualTo(port);
            assertThat(answer(postgres, "select word from kept")).isEqualTo("bell");
        }
    }

    @Test
    void aProcessIdThatNowBelongsToAnotherProgramIsLeftAlone() throws IOException {
        start().close();
        var bystander = new ProcessBuilder("sleep", "60").start();
        Files.writeString(directory.resolve("postgresql/postmaster.pid"), bystander.pid() + "\n");

        try (var next = start()) {
            assertThat(next.pid()).isNotEqualTo(bystander.pid());
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void theServerIsInASessionOfItsOwn() throws IOException {
        try (var postgres = start()) {
            var statistics = Files.readString(Path.of("/proc/" + postgres.pid() + "/stat"));
            var fields = statistics.substring(statistics.lastIndexOf(')') + 2).split(" ");

            assertThat(fields[3]).as("session").isEqualTo(String.valueOf(postgres.pid()));
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreRefusedWithBothVersionsNamed() throws IOException {
        start().close();
        Files.writeString(directory.resolve("postgresql/PG_VERSION"), "15\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(PostgresFailed.class)
                .hasMessageContaining("is of PostgreSQL 15")
                .hasMessageContaining("are of PostgreSQL 18");
    }

    @Test
    void aStartThatWasInterruptedBeforeItsEndBeginsAnew() throws Exception {
        Files.createDirectories(directory.resolve("postgresql.new/half"));

        try (var postgres = start()) {
            assertThat(answer(postgres, "select 'works'")).isEqualTo("works");
        }
    }

    @Test
    void thePasswordIsNeededAndOnlyItsOwnerCanReadIt() throws IOException {
        try (var postgres = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                            postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("postgresql.password"))))
                .isEqualTo("rw-------");
    }

    private EmbeddedPostgres start() {
        return start(directory);
    }

    private static EmbeddedPostgres start(Path directory) {
        return EmbeddedPostgres.start(
                directory, Distribution.locate(Optional.empty()), EmbeddedPostgres.WITHOUT_DURABILITY);
    }

    static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
