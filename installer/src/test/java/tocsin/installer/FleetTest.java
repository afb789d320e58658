package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.settings.SettingsFile;

/** One part of an installation that has more hosts than one, in a directory each. */
class FleetTest {

    private static final List<String> FLEET = List.of("--applications", "10.0.0.2,10.0.0.3", "--proxies", "10.0.0.9");

    @TempDir
    Path directory;

    private TestHost host;
    private Path databaseUrl;

    @BeforeEach
    void host() throws IOException {
        host = TestHost.in(directory);
        var bundle = host.bundle();
        bundle.write("etc/haproxy.cfg", """
                backend colours
                    server blue 127.0.0.1:9101 weight 5
                    server green 127.0.0.1:9102
                """, "rw-r--r--");
        bundle.write("etc/postgresql.conf", "# nothing\n", "rw-r--r--");
        bundle.write("postgresql/bin/initdb", """
                #!/bin/sh
                for word; do case $word in --pgdata=*) echo 18 >"${word#*=}/PG_VERSION" ;; esac; done
                """, "rwxr-xr-x");
        bundle.sign();
        databaseUrl = directory.resolve("database-url");
        Files.writeString(databaseUrl, "postgres://tocsin:secret@10.0.0.1/tocsin\n");
        for (var path : List.of(directory, host.root())) {
            Files.createDirectories(path);
            // The database's account must be able to look into it.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aDatabaseHostListensForTheApplicationsAndForNobodyElse() throws IOException {
        var answer = install(FLEET, "--parts", "database", "--listen", "10.0.0.1");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(text("postgresql.machine.conf"))
                .contains("listen_addresses = '127.0.0.1,10.0.0.1'")
                .contains("max_connections = 160");
        assertThat(text("pg_hba.conf")).endsWith("""
                host all postgres 10.0.0.2/32 reject
                host tocsin all 10.0.0.2/32 scram-sha-256
                host all postgres 10.0.0.3/32 reject
                host tocsin all 10.0.0.3/32 scram-sha-256
                """);
        assertThat(host.file("etc/systemd/system/tocsin@.service")).doesNotExist();
    }

    @Test
    void aProxyHostKnowsBothColoursOfEachApplicationHost() throws IOException {
        var answer = install(FLEET, "--parts", "proxy");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(text("haproxy.cfg")).isEqualTo("""
                backend colours
                    server blue-10.0.0.2 10.0.0.2:9101 weight 5
                    server blue-10.0.0.3 10.0.0.3:9101 weight 5
                    server green-10.0.0.2 10.0.0.2:9102
                    server green-10.0.0.3 10.0.0.3:9102
                """);
        assertThat(host.file("etc/tocsin/credentials/database-url")).doesNotExist();
    }

    @Test
    void anApplicationHostListensForTheProxiesAndBelievesThem() throws IOException {
        var answer = application(FLEET, "--listen", "10.0.0.2");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(text("listen.env")).endsWith("\nTOCSIN_HOST=10.0.0.2\n");
        assertThat(SettingsFile.read(host.file("etc/tocsin/tocsin.env")).values())
                .containsEntry("TOCSIN_TRUSTED_PROXIES", "10.0.0.9");
        assertThat(text("credentials/database-url")).isEqualTo("postgres://tocsin:secret@10.0.0.1/tocsin\n");
    }

    @Test
    void whatWasSaidOfTheFleetIsKeptUntilItIsSaidOtherwise() throws IOException {
        application(FLEET, "--listen", "10.0.0.2");

        assertThat(application(List.of()).json().at("/changes")).isEmpty();

        application(List.of("--listen", "", "--applications", "", "--proxies", ""));
        assertThat(host.file("etc/tocsin/listen.env")).doesNotExist();
        assertThat(text("installation.conf")).doesNotContain("10.0.0");
    }

    @Test
    void aHostThatIsInstalledAloneAfterwardsForgetsTheFleet() {
        application(FLEET, "--listen", "10.0.0.2");
        host.answer("uninstall");

        application(List.of());

        assertThat(host.file("etc/tocsin/listen.env")).doesNotExist();
    }

    @Test
    void aHostTakesOnePartAfterTheOther() throws IOException {
        install(List.of("--parts", "database"));
        install(List.of("--parts", "application"));

        assertThat(install(List.of("--parts", "database")).json().at("/changes"))
                .isEmpty();
        assertThat(text("installation.conf")).contains("parts=database,application\n");
        assertThat(install(List.of()).json().at("/changes")).isEmpty();
    }

    @Test
    void theDoctorFindsTheProxyOfAFleetAsItShouldBe() throws IOException {
        install(FLEET, "--parts", "proxy");

        assertThat(doctor().codes()).doesNotContain("E702");

        Files.writeString(host.root().resolve("etc/tocsin/haproxy.cfg"), "global\n");
        assertThat(doctor().codes()).contains("E702");
    }

    @Test
    void aFleetThatCannotWorkIsRefusedBeforeAnythingIsChanged() {
        for (var wrong : List.of(
                List.of("--parts", "proxy"),
                List.of("--parts", "database", "--applications", "10.0.0.2"),
                List.of("--parts", "database", "--listen", "db.example.org", "--applications", "10.0.0.2"),
                List.of("--parts", "application", "--proxies", "10.0.0.9"))) {
            var answer = install(wrong);

            assertThat(answer.exitCode()).as("%s: %s", wrong, answer.out()).isEqualTo(2);
            assertThat(answer.codes()).as("%s", wrong).contains("E901");
        }
        assertThat(host.root()).isEmptyDirectory();
    }

    private Answer doctor() {
        return Answer.to(
                "doctor",
                "--json",
                "--root",
                host.root().toString(),
                "--root-key",
                host.bundle().rootKey().toString());
    }

    private Answer application(List<String> fleet, String... more) {
        return install(
                fleet,
                Stream.concat(
                                Stream.of(more),
                                Stream.of("--parts", "application", "--database-url-file", databaseUrl.toString()))
                        .toArray(String[]::new));
    }

    private Answer install(List<String> fleet, String... more) {
        var arguments = new ArrayList<>(List.of("--url", "https://errors.example.org"));
        arguments.addAll(fleet);
        arguments.addAll(List.of(more));
        return host.install(arguments.toArray(String[]::new));
    }

    private String text(String name) throws IOException {
        return Files.readString(host.file("etc/tocsin/" + name));
    }
}
