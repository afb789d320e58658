package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.host.Processes;

class CertificateCommandTest {

    @TempDir
    Path directory;

    private TestHost host;

    @BeforeEach
    void installation() throws IOException {
        host = TestHost.in(directory);
        var installed =
                host.install("--parts", "proxy", "--applications", "10.0.0.2", "--url", "https://errors.example.org");
        assertThat(installed.exitCode()).as(installed.out()).isZero();
        // The name that a certificate must have stands in the record of the installation.
        assertThat(host.file("etc/tocsin/tocsin.env")).doesNotExist();
    }

    @Test
    void theFirstCertificateIsStoredForTheProxyAlone() throws IOException {
        var answer = certificate(pem("rsa:2048", "errors.example.org", 365));

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.json().at("/findings")).isEmpty();
        assertThat(host.file("etc/tocsin/proxy.env"))
                .content()
                .contains("PROXY_HTTP=:80\n")
                .endsWith("\nPROXY_CERTIFICATE=/etc/tocsin/tls/tocsin.pem\n")
                .containsOnlyOnce("PROXY_CERTIFICATE");
        assertThat(Files.getPosixFilePermissions(host.file("etc/tocsin/tls/tocsin.pem")))
                .hasSize(2);
    }

    @Test
    void theSameOneAgainIsNoChangeAndANewOneIs() throws IOException {
        var first = pem("rsa:2048", "*.example.org", 365);
        certificate(first);

        assertThat(certificate(first).json().at("/changes")).isEmpty();
        assertThat(certificate(pem("ec", "errors.example.org", 365)).json().at("/changes"))
                .hasSize(2);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedAndNothingIsChanged() throws IOException {
        var file = directory.resolve("mixed.pem");
        var one = Files.readString(pem("ec", "errors.example.org", 365));
        var other = Files.readString(pem("ec", "errors.example.org", 365));
        Files.writeString(
                file,
                one.substring(0, one.indexOf("-----BEGIN PRIVATE"))
                        + other.substring(other.indexOf("-----BEGIN PRIVATE")));

        var answer = certificate(file);

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.codes()).containsExactly("E120");
        assertThat(host.file("etc/tocsin/tls/tocsin.pem")).doesNotExist();
    }

    @Test
    void whatIsNoCertificateIsRefused() throws IOException {
        var file = directory.resolve("nonsense.pem");
        Files.writeString(file, "nonsense\n");

        assertThat(certificate(file).codes()).containsExactly("E120");
    }

    @Test
    void oneThatEndsSoonForAnotherNameIsWarnedOfTwice() throws IOException {
        var answer = certificate(pem("ec", "www.example.com", 3));

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.codes()).containsExactly("E121", "E121");
    }

    private Answer certificate(Path file) {
        return host.answer("certificate", file.toString());
    }

    private Path pem(String kind, String name, int days) throws IOException {
        var file = Files.createTempFile(directory, "certificate", ".pem");
        var key = Files.createTempFile(directory, "key", ".pem");
        Processes.demand(
                "sh",
                "-c",
                "openssl req -x509 -nodes -newkey " + (kind.equals("ec") ? "ec -pkeyopt ec_paramgen_curve:P-256" : kind)
                        + " -keyout " + key + " -out " + file + " -days " + days
                        + " -subj /CN=tocsin -addext subjectAltName=DNS:"
                        + name);
        Files.writeString(file, Files.readString(file) + Files.readString(key));
        return file;
    }
}
