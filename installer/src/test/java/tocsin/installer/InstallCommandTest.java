package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.bundle.TestBundle;
import tocsin.installer.settings.SettingsFile;

class InstallCommandTest {

    @TempDir
    Path directory;

    private Path root;
    private Path databaseUrl;
    private TestBundle bundle;

    @BeforeEach
    void bundle() throws IOException {
        root = directory.resolve("root");
        bundle = TestBundle.in(directory);
        databaseUrl = directory.resolve("database-url");
        Files.writeString(databaseUrl, "postgres://tocsin:secret@db/tocsin\n");
    }

    @Test
    void everythingIsPutInItsPlace() throws IOException {
        var answer = install();

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(root.resolve("opt/tocsin/current/bin/tocsin")).isExecutable();
        assertThat(root.resolve("etc/tocsin/credentials/database-url"))
                .hasContent("postgres://tocsin:secret@db/tocsin");
        assertThat(Files.getPosixFilePermissions(root.resolve("etc/tocsin/credentials")))
                .hasSize(3);
        var settings = SettingsFile.read(root.resolve("etc/tocsin/tocsin.env"));
        assertThat(settings.values()).containsEntry("TOCSIN_URL", "https://errors.example.org");
        assertThat(settings.findings()).isEmpty();
        assertThat(root.resolve("etc/tocsin/proxy.env")).content().contains("PROXY_HTTP=:8080");
        assertThat(root.resolve("etc/systemd/system/tocsin.target.wants/tocsin@blue.service"))
                .isSymbolicLink();
        assertThat(root.resolve("etc/passwd")).content().contains("tocsin-proxy:");
        assertThat(root.resolve("etc/systemd/system/tocsin-postgresql.service")).doesNotExist();
        try (var files = Files.walk(root)) {
            assertThat(files.filter(path -> path.toString().endsWith(".new"))).isEmpty();
        }
    }

    @Test
    void theSecondTimeNothingIsChanged() {
        install();

        var again = install();

        assertThat(again.exitCode()).isZero();
        assertThat(again.json().at("/changes")).isEmpty();
    }

    @Test
    void aRehearsalSaysWhatTheInstallationThenDoesAndDoesNothing() {
        var rehearsed = install("--dry-run");

        assertThat(root).doesNotExist();
        assertThat(rehearsed.json().at("/changes")).isEqualTo(install().json().at("/changes"));
    }

    @Test
    void whatTheOperatorHasSetSinceStays() throws IOException {
        install();
        Answer.to("config", "set", "TOCSIN_LOG_LEVEL=debug", "--root", root.toString());
        Files.writeString(root.resolve("etc/tocsin/proxy.env"), "PROXY_HTTP=:81\n");

        install();

        assertThat(root.resolve("etc/tocsin/tocsin.env")).content().contains("\nTOCSIN_LOG_LEVEL=debug\n");
        assertThat(root.resolve("etc/tocsin/proxy.env")).content().isEqualTo("PROXY_HTTP=:81\n");
    }

    @Test
    void aTamperedBundleIsNotInstalled() throws IOException {
        bundle.write("bin/tocsin", "#!/bin/sh\nexit 1\n", "rwxr-xr-x");

        var answer = install();

        assertThat(answer.exitCode()).isEqualTo(6);
        assertThat(root).doesNotExist();
    }

    @Test
    void aDamagedReleaseIsPutRight() throws IOException {
        install();
        Files.writeString(root.resolve("opt/tocsin/releases/26.1.0/bin/tocsin"), "evil");

        assertThat(install().json().at("/changes")).hasSize(1);
        assertThat(root.resolve("opt/tocsin/current/bin/tocsin")).content().startsWith("#!/bin/sh");
    }

    @Test
    void aWrongAddressIsRefusedBeforeAnythingIsChanged() {
        var answer = install("--url", "nonsense");

        assertThat(answer.codes()).contains("E602");
        assertThat(root).doesNotExist();
    }

    @Test
    void whileAnotherOneRunsItIsRefused() throws IOException {
        install();
        Files.delete(root.resolve("etc/tocsin/proxy.env"));
        var lock = root.resolve("run/tocsinctl.lock");
        var holder = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.lockf(file, fcntl.LOCK_EX);"
                                + " print('held', flush=True); sys.stdin.read()",
                        lock.toString())
                .start();
        try (var stdout = holder.getInputStream()) {
            assertThat(stdout.readNBytes(5)).hasSize(5);

            var answer = install();

            assertThat(answer.exitCode()).isEqualTo(5);
            assertThat(answer.codes()).containsExactly("E302");
        } finally {
            holder.destroy();
        }
    }

    @Test
    void whatIsRemovedLeavesDataAndSettingsForTheNextInstallation() {
        install();

        var answer = Answer.to("uninstall", "--json", "--root", root.toString());

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(root.resolve("opt/tocsin")).doesNotExist();
        assertThat(root.resolve("etc/systemd/system/tocsin@.service")).doesNotExist();
        assertThat(root.resolve("etc/systemd/system/tocsin.target.wants/tocsin@blue.service"))
                .doesNotExist();
        assertThat(root.resolve("etc/tocsin/credentials/database-url")).exists();
        assertThat(Answer.to("status", "--json", "--root", root.toString()).exitCode())
                .isEqualTo(4);

        assertThat(install().exitCode()).isZero();
    }

    @Test
    void aPurgeLeavesNothing() throws IOException {
        install();

        var answer = Answer.to("uninstall", "--purge", "--json", "--root", root.toString());

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(root.resolve("etc/tocsin")).doesNotExist();
        assertThat(root.resolve("var/lib/tocsin")).doesNotExist();
        assertThat(root.resolve("etc/passwd")).content().doesNotContain("tocsin");
        assertThat(root.resolve("etc/sysusers.d")).doesNotExist();
    }

    @Test
    void theStatusNamesReleaseAddressAndServices() {
        install();

        var status = Answer.to("status", "--json", "--root", root.toString()).json();

        assertThat(status.at("/result/release").asText()).isEqualTo("26.1.0");
        assertThat(status.at("/result/url").asText()).isEqualTo("https://errors.example.org");
        assertThat(status.at("/result/services/0/unit").asText()).isEqualTo("tocsin@blue.service");
        assertThat(status.at("/result/services/0/enabled").asBoolean()).isTrue();
    }

    @Test
    void theServersOwnCommandsAreRunWithItsSettingsAndItsSecret() throws IOException {
        for (var path : List.of(directory, root)) {
            Files.createDirectories(path);
            // The server's account must be able to look into it.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        bundle.write("bin/tocsin", "#!/bin/sh\necho \"$@ $TOCSIN_URL $TOCSIN_DATABASE_URL\"\n", "rwxr-xr-x");
        bundle.sign();
        install();

        var answer =
                Answer.to("admin", "create", "a@b.org", "--organization", "acme", "--json", "--root", root.toString());

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.json().at("/result/answer").asText())
                .isEqualTo("organization create acme --owner a@b.org https://errors.example.org"
                        + " postgres://tocsin:secret@db/tocsin");
    }

    @Test
    void anotherReleaseIsNotPutOverTheOneThatRuns() throws IOException {
        install();
        bundle.write("release.json", "{\"version\": \"26.2.0\"}\n", "rw-r--r--");
        bundle.sign();

        var answer = install();

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.codes()).containsExactly("E114");
        assertThat(answer.json().at("/changes")).isEmpty();
    }

    @Test
    void anApplicationWithoutADatabaseIsRefused() {
        var answer = Answer.to(
                "install",
                "--skip-preflight",
                "--json",
                "--root",
                root.toString(),
                "--bundle",
                bundle.directory().toString(),
                "--root-key",
                bundle.rootKey().toString(),
                "--parts",
                "application,proxy");

        assertThat(answer.codes()).containsExactly("E901");
        assertThat(root).doesNotExist();
    }

    @Test
    void servicesOfADirectoryCannotBeStarted() {
        install();

        assertThat(Answer.to("restart", "--json", "--root", root.toString()).exitCode())
                .isEqualTo(4);
    }

    private Answer install(String... more) {
        return Answer.to(Stream.concat(
                        Stream.of(
                                "install",
                                "--skip-preflight",
                                "--json",
                                "--root",
                                root.toString(),
                                "--bundle",
                                bundle.directory().toString(),
                                "--root-key",
                                bundle.rootKey().toString(),
                                "--database-url-file",
                                databaseUrl.toString(),
                                "--http-port",
                                "8080"),
                        more.length == 0 || more[0].equals("--dry-run")
                                ? Stream.concat(Stream.of("--url", "https://errors.example.org"), Stream.of(more))
                                : Stream.of(more))
                .toArray(String[]::new));
    }
}
