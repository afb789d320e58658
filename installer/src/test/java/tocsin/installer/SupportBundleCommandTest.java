package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.host.Processes;

/** Secrets of each kind are planted wherever something is collected from, and none of them is in what leaves the host. */
class SupportBundleCommandTest {

    /** Each has this in it, in one form or another. */
    private static final String PLANTED = "hunter2hunter";

    private static final List<String> FORMS = List.of(
            PLANTED,
            Base64.getEncoder().encodeToString(("tocsin:" + PLANTED).getBytes(StandardCharsets.UTF_8)),
            Base64.getEncoder()
                    .encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8))
                    .substring(0, 16),
            "hunter2%68unter",
            "hunter2\\u0068unter",
            "ada.lovelace",
            "203.0.113.77",
            "2001:db8::77",
            "MIIEvQIBADANBg");

    private static final String TEXT = """
            # password=hunter2hunter in a comment
            # postgres://tocsin:hunter2hunter@db.example.org/tocsin
            # postgres://tocsin:hunter2%68unter@db.example.org/tocsin
            # {"said":"hunter2\\u0068unter"}
            # Authorization: Basic dG9jc2luOmh1bnRlcjJodW50ZXI=
            # basic without a name dG9jc2luOmh1bnRlcjJodW50ZXI=
            # Cookie: tocsin_session=hunter2hunter
            # https://hunter2hunter@errors.example.org/1 of ada.lovelace@example.org at 203.0.113.77 and 2001:db8::77
            # -----BEGIN PRIVATE KEY-----
            # MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7
            # -----END PRIVATE KEY-----
            # kept
            """;

    @TempDir
    Path directory;

    private Installed installed;
    private Path archive;

    @BeforeEach
    void plant() throws IOException {
        installed = Installed.in(directory, "cat <<'END'\n" + TEXT + "END\necho \"$TOCSIN_DATABASE_URL\"\n");
        archive = directory.resolve("bundle.tar.gz");
        for (var file : List.of(
                "etc/tocsin/tocsin.env",
                "etc/tocsin/proxy.env",
                "etc/tocsin/haproxy.cfg",
                "etc/tocsin/postgresql.local.conf",
                "etc/tocsin/installation.conf",
                "etc/systemd/system/tocsin@.service",
                "etc/systemd/system/tocsin@.service.d/mine.conf",
                "var/lib/tocsin/journal/config")) {
            var path = installed.at(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + TEXT);
        }
        Files.writeString(
                installed.at("etc/tocsin/credentials/canary"),
                "SENTRY_DSN=https://abcdefabcdef@errors.example.org/7\nSENTRY_AUTH_TOKEN=hunter2hunter\n");
    }

    @Test
    void noPlantedSecretLeavesTheHost() throws IOException {
        var answer = installed.run("support-bundle", "--output", archive.toString());

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        var unpacked = unpacked();
        try (var files = Files.walk(unpacked)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(FORMS);
            }
        }
        for (var name : List.of("etc/tocsin.env", "units/tocsin@.service.d/mine.conf", "server/database.txt")) {
            assertThat(unpacked.resolve(name)).content().contains("kept", "[secret]", "ip-", "mail-", "[private key]");
        }
        assertThat(unpacked.resolve("etc/credentials")).doesNotExist();
    }

    @Test
    void whatIsInItIsListedWithSizesAndNumbersOfWhatWasTakenOut() throws IOException {
        var answer = installed.run("support-bundle", "--output", archive.toString());

        var unpacked = unpacked();
        var files = answer.json().at("/result/files");
        assertThat(StreamSupport.stream(files.spliterator(), false))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(unpacked.resolve(file.at("/name").asText())
                                .toFile()
                                .length())
                        .isEqualTo(file.at("/bytes").asLong()));
        assertThat(StreamSupport.stream(files.spliterator(), false)
                        .filter(file -> file.at("/name").asText().equals("etc/proxy.env"))
                        .findFirst()
                        .orElseThrow()
                        .at("/redactions")
                        .asInt())
                .isGreaterThan(8);
        assertThat(unpacked.resolve("CONTENTS")).content().contains("etc/proxy.env\t", "doctor.json\t");
        assertThat(unpacked.resolve("doctor.json")).content().contains("\"check\":\"release\"");
    }

    @Test
    void aRehearsalSaysWhatWouldBeInItAndWritesNothing() {
        var answer = installed.run("support-bundle", "--dry-run", "--output", archive.toString());

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.json().at("/result/files")).hasSizeGreaterThan(8);
        assertThat(answer.out()).contains("/etc/tocsin/tocsin.env").doesNotContain("credentials");
        assertThat(archive).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedAndNothingIsLeft() throws IOException {
        var answer = installed.run("support-bundle", "--output", "/proc/nowhere/bundle.tar.gz");

        assertThat(answer.codes()).containsExactly("E716");
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    private Path unpacked() throws IOException {
        var target = Files.createDirectories(directory.resolve("unpacked"));
        Processes.demand("tar", "--extract", "--file=" + archive, "--directory=" + target);
        return target;
    }
}
