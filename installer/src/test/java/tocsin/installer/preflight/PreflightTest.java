package tocsin.installer.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.host.Host;
import tocsin.installer.install.Fleet;
import tocsin.installer.install.Part;
import tocsin.installer.install.Wish;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

class PreflightTest {

    @TempDir
    Path root;

    @Test
    void aPortThatSomebodyListensOnIsInUse() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            List<Finding> findings = new ArrayList<>();

            Preflight.port(socket.getLocalPort(), "--http-port", findings);

            assertThat(findings).extracting(Finding::code).containsExactly(Code.E108);
            assertThat(findings.getFirst().remedy()).contains("--http-port");
        }
    }

    @Test
    void anAccountThatSomebodyLogsInWithIsNotTakenOver() throws IOException {
        write("etc/passwd", "root:x:0:0::/root:/bin/bash\ntocsin:x:1000:1000::/home/tocsin:/bin/bash\n");

        assertThat(errors()).containsExactly(Code.E113);
    }

    @Test
    void anAccountOfAnEarlierInstallationIsUsedAgain() throws IOException {
        write("etc/passwd", "tocsin:x:998:998::/var/lib/tocsin:/usr/sbin/nologin\n");

        assertThat(errors()).isEmpty();
    }

    @Test
    void aDatabaseWithoutItsCredentialIsSomebodyElses() throws IOException {
        write("var/lib/tocsin/postgresql/PG_VERSION", "18\n");

        assertThat(errors()).containsExactly(Code.E114);

        write("etc/tocsin/credentials/database-url", "postgres://tocsin:x@127.0.0.1/tocsin\n");
        assertThat(errors()).isEmpty();
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        errors();

        assertThat(root).isEmptyDirectory();
    }

    /** Of those that do not depend on the machine that the test runs on. */
    private List<Code> errors() {
        var wish = new Wish(EnumSet.allOf(Part.class), "https://a.example.org", Optional.empty(), 80, 443, Fleet.NONE);
        return new Preflight(new Host(root), wish)
                .findings().stream()
                        .filter(Finding::forbids)
                        .map(Finding::code)
                        .filter(code -> code.compareTo(Code.E113) >= 0)
                        .toList();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }
}
