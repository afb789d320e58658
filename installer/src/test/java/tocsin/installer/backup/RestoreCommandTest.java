package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.Answer;
import tocsin.installer.host.Processes;
import tocsin.installer.report.Refusal;

class RestoreCommandTest {

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
    void everythingIsAsItWasWhenTheBackupWasMade() throws IOException {
        var waited = host.spooled("what waited");
        var id = backup();
        host.in("tocsin", "delete from event");
        Files.writeString(host.root().resolve("etc/tocsin/tocsin.env"), "TOCSIN_URL=https://broken\n");
        Files.writeString(
                host.root().resolve("etc/tocsin/credentials/database-url"), "postgres://tocsin:other@127.0.0.1/tocsin");
        Files.delete(host.root().resolve("etc/tocsin/credentials/smtp-url"));
        Files.delete(waited);
        var waits = host.spooled("what waits");

        new Restored(host).carryOut(id);

        assertThat(host.events()).isEqualTo(300);
        assertThat(host.root().resolve("etc/tocsin/tocsin.env")).content().contains("errors.example.org");
        assertThat(host.root().resolve("etc/tocsin/credentials/smtp-url"))
                .content()
                .contains("smtp://");
        assertThat(host.root().resolve("etc/tocsin/credentials/database-url"))
                .content()
                .contains("other");
        assertThat(host.ask("select rolpassword is not null from pg_authid where rolname = 'tocsin'"))
                .startsWith("t");
        // What waited then is written into the restored database, and so is what waits now.
        assertThat(waited).hasContent("what waited");
        assertThat(waits).hasContent("what waits");
        var former = directories("before-restore-");
        assertThat(former).hasSize(1);
        assertThat(former.getFirst()).isDirectoryContaining(path -> path.endsWith("postgresql"));
        assertThat(directories(".restore-")).isEmpty();
    }

    @Test
    void itIsRestoredOntoAnotherHost() throws IOException {
        var id = backup();
        try (var other = DatabaseHost.emptyIn(directory.resolve("other"))) {
            Processes.demand(
                    "cp",
                    "--recursive",
                    host.root().resolve("var/lib/tocsin/backup/" + id).toString(),
                    Files.createDirectories(other.root().resolve("mnt/usb")).toString());
            other.stop();

            var answer = Answer.to(
                    "restore",
                    "--from",
                    "/mnt/usb",
                    "--json",
                    "--root",
                    other.root().toString());

            assertThat(answer.exitCode()).as(answer.out()).isZero();
            assertThat(answer.json().at("/result/former").asText()).startsWith("/var/lib/tocsin/before-restore-");
            other.start();
            assertThat(other.events()).isEqualTo(300);
        }
    }

    @Test
    void whatIsNotReadyGoesBackByItself() throws IOException {
        var id = backup();
        host.fill("bbbbbbbb", 50);
        host.spooled("what waits");
        var restored = new Restored(host).never();

        assertThatThrownBy(() -> restored.carryOut(id))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("ready");

        restored.goBack(id);
        assertThat(host.events()).isEqualTo(350);
        assertThat(directories(".restore-")).isEmpty();
        assertThat(directories("spool").getFirst().toFile().list()).hasSize(1);
    }

    @Test
    void aBackupOfANewerReleaseIsRefusedWithBothVersions() throws IOException {
        var id = backup();
        var file = manifest(id);
        var manifest = Manifest.parse(Files.readString(file), id);
        var facts = new java.util.TreeMap<>(manifest.facts());
        facts.put("schema", "901");
        facts.put("version", "27.3.0");
        Files.writeString(file, new Manifest(facts, manifest.census(), manifest.files()).text());

        var answer = restore(id);

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.codes()).containsExactly("E508");
        assertThat(answer.json().at("/findings/0/what").asText()).contains("27.3.0", "26.1.0", "901");
        assertThat(answer.json().at("/changes")).isEmpty();
    }

    @Test
    void aDamagedFileIsFoundOutAndNothingIsChanged() throws IOException {
        var id = backup();
        var file = host.root().resolve("var/lib/tocsin/backup/" + id + "/database.tar.zst");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        var answer = restore(id);

        assertThat(answer.exitCode()).isEqualTo(6);
        assertThat(answer.codes()).containsExactly("E505");
        assertThat(host.events()).isEqualTo(300);
        assertThat(directories("before-restore-")).isEmpty();
        assertThat(verify(id).codes()).containsExactly("E505");
    }

    @Test
    void aVerificationRestoresAsideAndLeavesNothing() throws IOException {
        var id = backup();

        var answer = verify(id);

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.json().at("/result/counts/events").asLong()).isEqualTo(300);
        assertThat(directories(".verify")).isEmpty();
        assertThat(host.events()).isEqualTo(300);
    }

    @Test
    void whatRestoresLessThanWasCountedIsFoundOut() throws IOException {
        host.in("tocsin", "update attachment_chunk set bytes = 'x' where number = 1");
        var id = backup();
        assertThat(verify(id).json().at("/findings/0/what").asText()).contains("1 attachments are not as");
        var file = manifest(id);
        var manifest = Manifest.parse(Files.readString(file), id);
        var more = Census.Range.parse(manifest.census().lines().stream()
                .map(line -> line.replace("events\taaaaaaaa\t300\t300", "events\taaaaaaaa\t301\t302"))
                .toList());
        Files.writeString(file, new Manifest(manifest.facts(), more, manifest.files()).text());

        var answer = verify(id);

        assertThat(answer.exitCode()).isEqualTo(6);
        assertThat(answer.codes()).containsExactly("E509");
        assertThat(answer.json().at("/findings/0/what").asText()).contains("events aaaaaaaa: 300 of 301");
    }

    @Test
    void aRehearsalSaysWhatWouldBeDone() throws IOException {
        var id = backup();

        var rehearsed = Answer.to(
                "restore", id, "--dry-run", "--json", "--root", host.root().toString());

        assertThat(rehearsed.exitCode()).as(rehearsed.out()).isZero();
        assertThat(directories(".restore-")).isEmpty();
        host.stop();
        assertThat(rehearsed.json().at("/changes"))
                .hasSameSizeAs(restore(id).json().at("/changes"));
    }

    @Test
    void aBackupThatIsNotThereIsSaidToBeMissing() {
        assertThat(restore("20200101T000000Z").codes()).containsExactly("E502");
        assertThat(restore("../../etc").codes()).containsExactly("E502");
    }

    private String backup() {
        var answer = Answer.to("backup", "--json", "--root", host.root().toString());
        assertThat(answer.exitCode()).as(answer.out()).isZero();
        return answer.json().at("/result/backup/id").asText();
    }

    private Answer restore(String id) {
        return Answer.to("restore", id, "--json", "--root", host.root().toString());
    }

    private Answer verify(String id) {
        return Answer.to("backup", "verify", id, "--json", "--root", host.root().toString());
    }

    private Path manifest(String id) {
        return host.root().resolve("var/lib/tocsin/backup/" + id + "/manifest");
    }

    private List<Path> directories(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(host.root().resolve("var/lib/tocsin"))) {
            return files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
