package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.host.Processes;

class DoctorCommandTest {

    private static final String WELL = """
            case "$1" in
            doctor) cat <<'END'
            [{"result":"good","code":"","subject":"program","detail":"tocsin 26.1.0","remedy":""},
             {"result":"good","code":"E705","subject":"queue","detail":"all is counted","remedy":""},
             {"result":"warning","code":"E712","subject":"server","detail":"nothing answers","remedy":"start it"}]
            END
            ;;
            canary) echo '{"event":"e","issue":"1","accepted_ms":"12","found_ms":"48"}' ;;
            esac
            """;

    @TempDir
    Path directory;

    @Test
    void aHealthyInstallationIsToldSo() throws IOException {
        var installed = healthy(WELL);

        var answer = doctor(installed);

        assertThat(answer.codes()).as(answer.out()).isEmpty();
        assertThat(answer.exitCode()).isZero();
        assertThat(details(answer))
                .contains("release ok", "units ok", "settings ok", "journal ok", "backup ok", "queue ok", "canary ok");
        assertThat(answer.out()).contains("accepted after 12 ms and found after 48 ms");
        assertThat(answer.json().at("/changes")).isEmpty();
    }

    @Test
    void whatTheServerFindsIsPassedOnWithCodeSeverityAndRemedy() throws IOException {
        var installed = healthy("""
                echo '[{"result":"bad","code":"E706","subject":"outbox","detail":"2 wait","remedy":"Restart."},'
                echo ' {"result":"warning","code":"E707","subject":"statements","detail":"one runs","remedy":"End it."},'
                echo ' {"result":"warning","code":"E799","subject":"of tomorrow","detail":"new","remedy":"Read."}]'
                exit 1
                """);

        var answer = doctor(installed, "--skip", "machine,canary");

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.codes()).containsExactly("E706", "E707", "E715");
        assertThat(answer.json().at("/findings/0/what").asText()).isEqualTo("outbox: 2 wait");
        assertThat(answer.json().at("/findings/0/remedy").asText()).isEqualTo("Restart.");
        assertThat(answer.json().at("/findings/1/severity").asText()).isEqualTo("warning");
    }

    @Test
    void warningsAloneEndWithZero() throws IOException {
        var installed = Installed.in(directory, WELL);

        var answer = doctor(installed, "--skip", "machine");

        assertThat(answer.codes()).containsExactly("E703", "E709");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void aServerThatSaysNothingSensibleIsAFindingAndNoEnd() throws IOException {
        var installed = healthy("echo 'no such library' >&2; exit 127\n");

        var answer = doctor(installed, "--skip", "machine,canary");

        assertThat(answer.codes()).containsExactly("E715");
        assertThat(answer.json().at("/findings/0/what").asText()).contains("no such library");
        assertThat(details(answer)).contains("backup ok", "server error");
    }

    @Test
    void whatWasChangedIsFoundAndStaysAsItIs() throws IOException {
        var installed = healthy(WELL);
        var unit = installed.at("etc/systemd/system/tocsin@.service");
        Files.writeString(unit, Files.readString(unit) + "# mine\n");
        Files.writeString(installed.at("opt/tocsin/releases/26.1.0/etc/haproxy.cfg"), "other\n");
        Files.writeString(installed.at("etc/tocsin/tocsin.env"), "TOCSIN_URI=https://x\n");
        Files.writeString(
                installed.at("var/lib/tocsin/journal/restart"),
                "2026-11-22T10:00:00Z\tbegin\tcolour=blue\n2026-11-22T10:00:01Z\tstart\tdrain\n");

        var answer = doctor(installed, "--skip", "machine");

        assertThat(answer.exitCode()).as("for a bad signature as well").isEqualTo(3);
        assertThat(answer.codes()).contains("E204", "E702", "E601", "E307");
        assertThat(unit).content().endsWith("# mine\n");
    }

    @Test
    void anOldBackupIsWarnedOfAndAVeryOldOneIsAnError() throws IOException {
        var installed = healthy(WELL);
        var backup = installed.at("var/lib/tocsin/backup/older/manifest");

        backup(installed, "newest", Duration.ofDays(3));
        assertThat(doctor(installed, "--skip", "machine")
                        .json()
                        .at("/findings/0/severity")
                        .asText())
                .isEqualTo("warning");
        backup(installed, "newest", Duration.ofDays(8));
        Files.createDirectories(backup.getParent());
        Files.writeString(backup, "tocsin-backup\t1\nfact\tbegun\t2026-01-01T00:00:00Z\nfact\ten");
        var answer = doctor(installed, "--skip", "machine");

        assertThat(answer.codes()).containsExactly("E703");
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void aCertificateIsWarnedOfInTimeAndIsAnErrorInItsLastWeek() throws IOException {
        var installed = healthy(WELL);
        Files.writeString(
                installed.at("etc/tocsin/proxy.env"),
                Files.readString(installed.at("etc/tocsin/proxy.env"))
                        .replaceFirst("(?m)^PROXY_CERTIFICATE=.*$", "PROXY_CERTIFICATE=/etc/tocsin/tls/tocsin.pem"));

        certificate(installed, 60);
        assertThat(doctor(installed, "--skip", "machine").codes()).isEmpty();
        certificate(installed, 20);
        var soon = doctor(installed, "--skip", "machine");
        certificate(installed, 5);
        var late = doctor(installed, "--skip", "machine");

        assertThat(soon.codes()).containsExactly("E121");
        assertThat(soon.exitCode()).isZero();
        assertThat(late.codes()).containsExactly("E121");
        assertThat(late.exitCode()).isEqualTo(3);
    }

    private void certificate(Installed installed, int days) throws IOException {
        var key = directory.resolve("key.pem");
        var certificate = directory.resolve("certificate.pem");
        Processes.demand(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                String.valueOf(days),
                "-subj",
                "/CN=errors.example.org",
                "-addext",
                "subjectAltName=DNS:errors.example.org",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        var file = installed.at("etc/tocsin/tls/tocsin.pem");
        Files.createDirectories(file.getParent());
        Files.writeString(file, Files.readString(certificate) + Files.readString(key));
    }

    @Test
    void aCanaryThatDoesNotComeBackIsAnError() throws IOException {
        var installed = healthy("""
                test "$1" = canary && { echo "The event was refused with 503" >&2; exit 1; }
                echo '[{"result":"good","code":"E705","subject":"queue","detail":"fine","remedy":""}]'
                """);

        var answer = doctor(installed, "--skip", "machine");

        assertThat(answer.codes()).containsExactly("E708");
        assertThat(answer.json().at("/findings/0/what").asText()).contains("refused with 503");
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void theCanarysProjectIsMadeOnceAndItsSecretsAreForRootAlone() throws IOException {
        var installed = Installed.in(directory, """
                case "$1 $2" in
                "key list") exit 1 ;;
                "project create") echo '{"id":"7","dsn":"https://abc@errors.example.org/7"}' ;;
                "token create") echo "{\\"token\\":\\"tcs_$*\\"}" ;;
                canary*) echo "{\\"accepted_ms\\":\\"1\\",\\"found_ms\\":\\"9000\\",\\"seen\\":\\"$*\\"}" ;;
                *) echo '[{"result":"good","code":"E705","subject":"queue","detail":"fine","remedy":""}]' ;;
                esac
                """);
        var command = new String[] {"admin", "canary", "--organization", "acme", "--user", "ada@example.org"};

        var made = installed.run(command);
        var again = installed.run(command);

        assertThat(made.exitCode()).as(made.out()).isZero();
        assertThat(made.json().at("/changes")).hasSize(1);
        assertThat(again.json().at("/changes")).isEmpty();
        var credential = installed.at("etc/tocsin/credentials/canary");
        assertThat(Files.getPosixFilePermissions(credential)).hasSize(2);
        assertThat(credential)
                .content()
                .contains(
                        "SENTRY_DSN=https://abc@errors.example.org/7\n", "--scope event:read", "PROJECT=acme/canary\n");
        var answer = doctor(installed, "--skip", "machine,backup");
        assertThat(answer.codes()).as("slow").containsExactly("E708");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void aCheckThatThereIsNotIsAWrongCommandLine() throws IOException {
        var answer = Installed.in(directory, WELL).run("doctor", "--skip", "canaries");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.codes()).containsExactly("E901");
    }

    @Test
    void whereNothingIsInstalledNothingIsLookedAt() {
        var answer = Answer.to("doctor", "--json", "--root", directory.toString());

        assertThat(answer.codes()).containsExactly("E304");
        assertThat(answer.exitCode()).isEqualTo(4);
        assertThat(directory).isEmptyDirectory();
    }

    /** With a backup and a canary; what the machine lacks is not looked at. */
    private Installed healthy(String server) throws IOException {
        var installed = Installed.in(directory, server);
        backup(installed, "newest", Duration.ofHours(5));
        Files.writeString(
                installed.at("etc/tocsin/credentials/canary"),
                "SENTRY_DSN=https://abc@errors.example.org/7\nSENTRY_AUTH_TOKEN=tcs_x\nPROJECT=acme/canary\n");
        return installed;
    }

    private static void backup(Installed installed, String name, Duration age) throws IOException {
        var manifest = installed.at("var/lib/tocsin/backup/" + name + "/manifest");
        Files.createDirectories(manifest.getParent());
        Files.writeString(
                manifest, "tocsin-backup\t1\nfact\tended\t" + Instant.now().minus(age) + "\nend\tx\n");
    }

    private static Answer doctor(Installed installed, String... more) {
        var command = new String[more.length + 1];
        command[0] = "doctor";
        System.arraycopy(more, 0, command, 1, more.length);
        return more.length == 0 ? installed.run("doctor", "--skip", "machine") : installed.run(command);
    }

    private static Iterable<String> details(Answer answer) {
        return StreamSupport.stream(answer.json().at("/result/checks").spliterator(), false)
                .map(check -> check.at("/check").asText() + " "
                        + check.at("/severity").asText())
                .toList();
    }
}
