package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journeys need beside Java is named before anything is installed, with what is there instead. */
class ToolsTest {

    @TempDir
    Path path;

    @Test
    void whatIsTooOldIsNamedWithItsVersion() throws Exception {
        tool("node", "v20.18.3");
        tool("go", "go version go1.24.4 linux/amd64");
        tool("python3", "Python 3.9.2");

        assertThat(check())
                .contains(
                        "node 20.19 or newer, of 22 from 22.12 on, of 23 from 23.2 on; there is v20.18.3",
                        "go 1.25 or newer, or from 1.21 on one that may fetch it: GOTOOLCHAIN=auto;"
                                + " there is go version go1.24.4 linux/amd64",
                        "python3, 3.10 or newer; there is Python 3.9.2",
                        "chromium, or TOCSIN_CHROMIUM=/path/to/it; there is none");
    }

    /** Says its version and fails at everything else. */
    private void tool(String name, String says) throws IOException {
        var script = "#!/bin/sh\ncase $1 in *version) echo '" + says + "';; *) exit 1;; esac\n";
        Files.writeString(path.resolve(name), script);
        Files.setPosixFilePermissions(path.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String check() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "e2e/install", "--check").redirectErrorStream(true);
        builder.environment().put("PATH", path + ":" + System.getenv("PATH"));
        builder.environment().put("TOCSIN_CHROMIUM", "/nowhere/chromium");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        return said;
    }
}
