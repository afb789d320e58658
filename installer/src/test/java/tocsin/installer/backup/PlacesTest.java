package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.Answer;
import tocsin.installer.host.Processes;

/** Backups that are encrypted, that lie in a bucket, and that are the beginning of a way to a point in time. */
class PlacesTest {

    @TempDir
    Path directory;

    private DatabaseHost host;

    @BeforeEach
    void start() throws IOException {
        host = DatabaseHost.in(directory.resolve("root"));
        host.fill("aaaaaaaa", 300);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void anEncryptedBackupIsReadWithItsKeyAlone() throws IOException {
        var key = directory.resolve("key");
        var recipient = Answer.to("backup", "key", key.toString(), "--json")
                .json()
                .at("/result/recipient")
                .asText();
        setting("BACKUP_RECIPIENT=" + recipient);

        var id = backup();

        assertThat(answer("backup", "verify", id).codes()).containsExactly("E507");
        assertThat(answer("backup", "verify", id, "--files").exitCode()).isZero();
        var other = directory.resolve("other");
        Answer.to("backup", "key", other.toString(), "--json");
        assertThat(answer("backup", "verify", id, "--identity", other.toString())
                        .codes())
                .containsExactly("E507");
        var whole = answer("backup", "verify", id, "--identity", key.toString());
        assertThat(whole.exitCode()).as(whole.out()).isZero();
        host.stop();
        assertThat(answer("restore", id, "--identity", key.toString()).exitCode())
                .isZero();
        host.start();
        assertThat(host.events()).isEqualTo(300);
        // Any program for age can read it.
        var folder = host.root().resolve("var/lib/tocsin/backup/" + id);
        assertThat(Processes.demand(
                        "sh",
                        "-c",
                        TestTool.path("age") + " --decrypt --identity " + key + " " + folder
                                + "/secrets.tar.zst.age | tar --zstd --list"))
                .contains("smtp-url");
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    }

    @Test
    void aKeyIsNotWrittenOverAnother() throws IOException {
        var key = Files.writeString(directory.resolve("key"), "precious");

        assertThat(Answer.to("backup", "key", key.toString(), "--json").exitCode())
                .isEqualTo(2);
        assertThat(key).hasContent("precious");
    }

    @Test
    void aBackupInABucketIsRestoredFromThere() throws IOException {
        try (var bucket = TestBucket.in(Files.createDirectories(directory.resolve("store")))) {
            bucket.furnish(host);

            var id = backup();

            assertThat(directory.resolve("store/bucket/some/host/" + id + "/manifest"))
                    .exists();
            assertThat(host.root().resolve("var/lib/tocsin/backup").toFile().list())
                    .isEmpty();
            var whole = answer("backup", "verify");
            assertThat(whole.exitCode()).as(whole.out()).isZero();
            setting("BACKUP_KEEP=1");
            backup();
            assertThat(directory.resolve("store/bucket/some/host/" + id)).doesNotExist();
            host.in("tocsin", "delete from event");
            host.stop();
            assertThat(answer("restore").exitCode()).isZero();
            host.start();
            assertThat(host.events()).isEqualTo(300);
        }
    }

    @Test
    void aStoreThatIsAwayIsToldAndNothingIsLost() throws IOException {
        try (var bucket = TestBucket.in(Files.createDirectories(directory.resolve("store")))) {
            bucket.furnish(host);
        }

        var answer = answer("backup");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.codes()).containsExactly("E513");
    }

    @Test
    void everySecondAfterABackupIsReached() throws IOException {
        host.keepLog();
        backup();
        host.fill("bbbbbbbb", 20);
        var moment = host.now();
        host.fill("bbbbbbbb", 7);
        host.in("tocsin", "drop table issue_key cascade");
        host.ask("select pg_switch_wal()");
        host.awaitLog();

        var restored = new Restored(host).to(moment);
        restored.carryOut(null);

        assertThat(host.events()).isEqualTo(320);
        assertThat(host.in("tocsin", "select to_regclass('issue_key') is not null"))
                .startsWith("t");
        // And from there on again: the log goes another way now.
        host.fill("cccccccc", 5);
        backup();
        var later = host.now();
        host.fill("cccccccc", 5);
        host.ask("select pg_switch_wal()");
        host.awaitLog();
        new Restored(host).to(later).carryOut(null);
        assertThat(host.events()).isEqualTo(325);
    }

    @Test
    void aMomentThatTheLogDoesNotReachIsRefusedAndNothingIsChanged() throws IOException {
        host.keepLog();
        var id = backup();

        assertThat(answer("restore", "--to-time", "2020-01-01 00:00:00Z").codes())
                .containsExactly("E511");
        assertThat(answer("restore", id, "--to-time", "2020-01-01 00:00:00Z").codes())
                .containsExactly("E511");
        assertThat(answer("restore", "--to-time", "tomorrow").codes()).containsExactly("E901");
        assertThat(answer(
                                "restore",
                                "--to-time",
                                Instant.now().plusSeconds(3600).toString())
                        .codes())
                .containsExactly("E511");
        // No commit that is later was kept.
        var now = answer("restore", "--to-time", host.now().toString());
        assertThat(now.codes()).containsExactly("E511");
        assertThat(host.events()).isEqualTo(300);
    }

    @Test
    void theLogGoesWithTheLastBackupThatNeedsIt() throws IOException {
        host.keepLog();
        backup();
        host.fill("bbbbbbbb", 20);
        host.ask("select pg_switch_wal()");
        host.awaitLog();
        setting("BACKUP_KEEP=1");
        backup();
        var log = host.root().resolve("var/lib/tocsin/backup/log");

        var segments = log.toFile().list((where, name) -> name.matches("[0-9A-F]{24}\\.zst"));

        var needed = new Backups(new FolderStore(log.getParent(), "there"))
                .named(Optional.empty())
                .manifest()
                .facts()
                .get("log");
        assertThat(segments).isNotEmpty().allSatisfy(name -> assertThat(name).isGreaterThanOrEqualTo(needed));
    }

    private void setting(String line) throws IOException {
        Files.writeString(
                host.root().resolve("etc/tocsin/backup.env"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private String backup() throws IOException {
        // Their names are seconds.
        var earlier = new Backups(new FolderStore(host.root().resolve("var/lib/tocsin/backup"), "there")).ids();
        while (earlier.contains(Backups.id(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)))) {
            Thread.onSpinWait();
        }
        var answer = answer("backup");
        assertThat(answer.exitCode()).as(answer.out()).isZero();
        return answer.json().at("/result/backup/id").asText();
    }

    private Answer answer(String... words) {
        return Answer.to(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(words),
                        java.util.stream.Stream.of(
                                "--json", "--root", host.root().toString()))
                .toArray(String[]::new));
    }
}
