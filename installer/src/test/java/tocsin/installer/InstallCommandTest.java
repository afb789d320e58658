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
import tocsin.installer.settings.SettingsFile;

class InstallCommandTest {

    @TempDir
    Path directory;

    private TestHost host;
    private Path databaseUrl;

    @BeforeEach
    void host() throws IOException {
        host = TestHost.in(directory);
        databaseUrl = directory.resolve("database-url");
        Files.writeString(databaseUrl, "postgres://tocsin:secret@db/tocsin\n");
    }

    @Test
    void everythingIsPutInItsPlace() throws IOException {
        var answer = install();

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(host.file("opt/tocsin/current/bin/tocsin")).isExecutable();
        assertThat(host.file("etc/tocsin/credentials/database-url")).hasContent("postgres://tocsin:secret@db/tocsin");
        assertThat(Files.getPosixFilePermissions(host.file("etc/tocsin/credentials")))
                .hasSize(3);
        var settings = SettingsFile.read(host.file("etc/tocsin/tocsin.env"));
        assertThat(settings.values()).containsEntry("TOCSIN_URL", "https://errors.example.org");
        assertThat(settings.findings()).isEmpty();
        assertThat(host.file("etc/tocsin/proxy.env")).content().contains("PROXY_HTTP=:8080");
        assertThat(host.file("etc/systemd/system/tocsin.target.wants/tocsin@blue.service"))
                .isSymbolicLink();
        assertThat(host.file("etc/passwd")).content().contains("tocsin-proxy:");
        assertThat(host.file("etc/systemd/system/tocsin-postgresql.service")).doesNotExist();
        try (var files = Files.walk(host.root())) {
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

        assertThat(host.root()).doesNotExist();
        assertThat(rehearsed.json().at("/changes")).isEqualTo(install().json().at("/changes"));
    }

    @Test
    void whatTheOperatorHasSetSinceStays() throws IOException {
        install();
        host.answer("config", "set", "TOCSIN_LOG_LEVEL=debug");
        Files.writeString(host.file("etc/tocsin/proxy.env"), "PROXY_HTTP=:81\n");

        install();

        assertThat(host.file("etc/tocsin/tocsin.env")).content().contains("\nTOCSIN_LOG_LEVEL=debug\n");
        assertThat(host.file("etc/tocsin/proxy.env")).content().isEqualTo("PROXY_HTTP=:81\n");
    }

    @Test
    void aTamperedBundleIsNotInstalled() throws IOException {
        host.bundle().write("bin/tocsin", "#!/bin/sh\nexit 1\n", "rwxr-xr-x");

        var answer = install();

        assertThat(answer.exitCode()).isEqualTo(6);
        assertThat(host.root()).doesNotExist();
    }

    @Test
    void aDamagedReleaseIsPutRight() throws IOException {
        install();
        Files.writeString(host.file("opt/tocsin/releases/26.1.0/bin/tocsin"), "evil");

        assertThat(install().json().at("/changes")).hasSize(1);
        assertThat(host.file("opt/tocsin/current/bin/tocsin")).content().startsWith("#!/bin/sh");
    }

    @Test
    void aWrongAddressIsRefusedBeforeAnythingIsChanged() {
        var answer = install("--url", "nonsense");

        assertThat(answer.codes()).contains("E602");
        assertThat(host.root()).doesNotExist();
    }

    @Test
    void whileAnotherOneRunsItIsRefused() throws IOException {
        install();
        Files.delete(host.file("etc/tocsin/proxy.env"));
        var lock = host.file("run/tocsinctl.lock");
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

        var answer = host.answer("uninstall");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(host.file("opt/tocsin")).doesNotExist();
        assertThat(host.file("etc/systemd/system/tocsin@.service")).doesNotExist();
        assertThat(host.file("etc/systemd/system/tocsin.target.wants/tocsin@blue.service"))
                .doesNotExist();
        assertThat(host.file("etc/tocsin/credentials/database-url")).exists();
        assertThat(host.answer("status").exitCode()).isEqualTo(4);

        assertThat(install().exitCode()).isZero();
    }

    @Test
    void aPurgeLeavesNothing() throws IOException {
        install();

        var answer = host.answer("uninstall", "--purge");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(host.file("etc/tocsin")).doesNotExist();
        assertThat(host.file("var/lib/tocsin")).doesNotExist();
        assertThat(host.file("etc/passwd")).content().doesNotContain("tocsin");
        assertThat(host.file("etc/sysusers.d")).doesNotExist();
    }

    @Test
    void theStatusNamesReleaseAddressAndServices() {
        install();

        var status = host.answer("status").json();

        assertThat(status.at("/result/release").asText()).isEqualTo("26.1.0");
        assertThat(status.at("/result/url").asText()).isEqualTo("https://errors.example.org");
        assertThat(status.at("/result/services/0/unit").asText()).isEqualTo("tocsin@blue.service");
        assertThat(status.at("/result/services/0/enabled").asBoolean()).isTrue();
    }

    @Test
    void theServersOwnCommandsAreRunWithItsSettingsAndItsSecret() throws IOException {
        for (var path : List.of(directory, host.root())) {
            Files.createDirectories(path);
            // The server's account must be able to look into it.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        host.bundle().write("bin/tocsin", "#!/bin/sh\necho \"$@ $TOCSIN_URL $TOCSIN_DATABASE_URL\"\n", "rwxr-xr-x");
        host.bundle().sign();
        install();

        var answer = host.answer("admin", "create", "a@b.org", "--organization", "acme");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.json().at("/result/answer").asText())
                .isEqualTo("organization create acme --owner a@b.org https://errors.example.org"
                        + " postgres://tocsin:secret@db/tocsin");
    }

    @Test
    void aLinkForTheAdministratorIsPassedOn() throws IOException {
        for (var path : List.of(directory, host.root())) {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        host.bundle()
                .write("bin/tocsin", "#!/bin/sh\necho \"$*:\"\necho https://errors.example.org/setup/x\n", "rwxr-xr-x");
        host.bundle().sign();
        install();

        var answer = host.answer("admin", "link", "--again");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.json().at("/result/link").asText()).isEqualTo("https://errors.example.org/setup/x");
        assertThat(answer.json().at("/result/answer").asText()).startsWith("admin link --again:");
    }

    @Test
    void anotherReleaseIsNotPutOverTheOneThatRuns() throws IOException {
        install();
        host.bundle().write("release.json", "{\"version\": \"26.2.0\"}\n", "rw-r--r--");
        host.bundle().sign();

        var answer = install();

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.codes()).containsExactly("E114");
        assertThat(answer.json().at("/changes")).isEmpty();
    }

    @Test
    void anApplicationWithoutADatabaseIsRefused() {
        var answer = host.install("--parts", "application,proxy");

        assertThat(answer.codes()).containsExactly("E901");
        assertThat(host.root()).doesNotExist();
    }

    @Test
    void servicesOfADirectoryCannotBeStarted() {
        install();

        assertThat(host.answer("restart").exitCode()).isEqualTo(4);
    }

    private Answer install(String... more) {
        var usual = Stream.of("--database-url-file", databaseUrl.toString(), "--http-port", "8080");
        var address = List.of(more).contains("--url")
                ? Stream.<String>empty()
                : Stream.of("--url", "https://errors.example.org");
        return host.install(
                Stream.of(usual, address, Stream.of(more)).flatMap(part -> part).toArray(String[]::new));
    }
}
