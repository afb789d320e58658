package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.Answer;
import tocsin.installer.host.Processes;

class BackupCommandTest {

    @TempDir
    Path directory;

    private DatabaseHost host;

    @BeforeEach
    void start() throws IOException {
        host = DatabaseHost.in(directory.resolve("root"));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aBackupHasEverythingAndSaysHowMuch() throws IOException {
        host.fill("aaaaaaaa", 300);
        host.fill("bbbbbbbb", 200);
        host.spooled("what waits");

        var answer = backup();

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        var said = answer.json().at("/result/backup");
        assertThat(said.at("/counts/events").asLong()).isEqualTo(500);
        assertThat(said.at("/counts/attachments").asLong()).isEqualTo(2);
        assertThat(said.at("/version").asText()).isEqualTo("26.1.0");
        assertThat(said.at("/schema").asText()).matches("\\d{3}");
        var folder = folder(said.at("/id").asText());
        var manifest = Files.readString(folder.resolve("manifest"));
        assertThat(manifest).contains("count\tevents\taaaaaaaa\t300\t300\n").contains("count\tevents\t\t500\t500\n");
        assertThat(names(folder))
                .containsExactly(
                        "configuration.tar.zst",
                        "database.manifest",
                        "database.tar.zst",
                        "manifest",
                        "secrets.tar.zst",
                        "spool.tar.zst",
                        "wal.tar.zst");
        assertThat(listing(folder.resolve("spool.tar.zst")))
                .contains(".segment")
                .doesNotContain("lock");
        assertThat(listing(folder.resolve("configuration.tar.zst")))
                .contains("tocsin.env")
                .doesNotContain("smtp-url");
        assertThat(listing(folder.resolve("secrets.tar.zst"))).contains("smtp-url");
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
        // As the documentation says how to check one by hand.
        Processes.demand(
                "sh",
                "-c",
                "cd " + folder
                        + " && sed -n 's/^file\\t\\([^\\t]*\\)\\t[^\\t]*\\t/\\1  /p' manifest | sha256sum --check");
    }

    @Test
    void theNewestIsListedFirstAndTheOldestGoes() throws IOException {
        Files.writeString(host.root().resolve("etc/tocsin/backup.env"), "BACKUP_KEEP=2\n");
        old("20200101T000000Z");
        old("20210101T000000Z");

        var made = backup();

        assertThat(made.exitCode()).as(made.out()).isZero();
        assertThat(made.json().at("/changes").toString()).contains("remove backup 20200101T000000Z");
        var list = Answer.to("backup", "list", "--json", "--root", host.root().toString())
                .json()
                .at("/result/backups");
        assertThat(list.findValuesAsText("id"))
                .containsExactly(made.json().at("/result/backup/id").asText(), "20210101T000000Z");
    }

    @Test
    void whatFailsCountsForNothingAndRemovesNothing() throws IOException {
        Files.writeString(host.root().resolve("etc/tocsin/backup.env"), "BACKUP_KEEP=1\n");
        old("20200101T000000Z");
        host.stop();

        var answer = backup();

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.codes()).containsExactly("E503");
        assertThat(ids()).containsExactly("20200101T000000Z");

        host.start();
        assertThat(backup().exitCode()).isZero();
        assertThat(ids()).hasSize(1).doesNotContain("20200101T000000Z");
        assertThat(names(host.root().resolve("var/lib/tocsin/backup"))).hasSize(1);
    }

    @Test
    void aRehearsalSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
        Files.writeString(host.root().resolve("etc/tocsin/backup.env"), "BACKUP_KEEP=1\n");
        old("20200101T000000Z");

        var rehearsed = backup("--dry-run").json().at("/changes");

        assertThat(ids()).containsExactly("20200101T000000Z");
        var done = backup().json().at("/changes");
        assertThat(texts(rehearsed)).isEqualTo(texts(done));
    }

    @Test
    void aWrongSettingIsNamedBeforeAnythingIsDone() throws IOException {
        Files.writeString(
                host.root().resolve("etc/tocsin/backup.env"),
                "BACKUP_KEEP=many\nBACKUP_DESTINATON=/x\nBACKUP_RECIPIENT=age1abc\n");

        var answer = backup();

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.codes()).containsExactly("E501", "E501", "E501");
        assertThat(answer.out()).contains("BACKUP_DESTINATON");
        assertThat(ids()).isEmpty();
    }

    @Test
    void aDamagedManifestIsToldAndTheOthersAreListed() throws IOException {
        old("20200101T000000Z");
        old("20210101T000000Z");
        var manifest = folder("20200101T000000Z").resolve("manifest");
        Files.writeString(manifest, Files.readString(manifest).replace("26.1.0", "26.1.1"));

        var list = Answer.to("backup", "list", "--json", "--root", host.root().toString());

        assertThat(list.exitCode()).isZero();
        assertThat(list.codes()).containsExactly("E504");
        assertThat(list.json().at("/result/backups")).hasSize(1);
    }

    private Answer backup(String... more) {
        return Answer.to(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "backup", "--json", "--root", host.root().toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }

    /** One that was made by another release long ago. */
    private void old(String id) throws IOException {
        Files.createDirectories(folder(id));
        var empty = new Census(Map.of());
        var at = Backups.begun(id).toString();
        Files.writeString(
                folder(id).resolve("manifest"),
                new Manifest(
                                Map.of(
                                        "version", "26.1.0", "schema", "083", "kind", "bundled", "begun", at, "ended",
                                        at),
                                new Census.Range(empty, empty),
                                List.of())
                        .text());
        assertThat(Instant.parse(at)).isBefore(Instant.now());
    }

    private Path folder(String id) {
        return host.root().resolve("var/lib/tocsin/backup").resolve(id);
    }

    private List<String> ids() {
        return new Backups(new FolderStore(host.root().resolve("var/lib/tocsin/backup"), "there")).ids();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static String listing(Path archive) {
        return Processes.demand("tar", "--zstd", "--list", "--file=" + archive);
    }

    private static List<String> texts(com.fasterxml.jackson.databind.JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false)
                .map(com.fasterxml.jackson.databind.JsonNode::asText)
                .map(text -> text.replaceAll("\\d{8}T\\d{6}Z", "ID"))
                .toList();
    }
}
