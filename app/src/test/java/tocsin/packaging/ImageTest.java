package tocsin.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ways lead to the container image; both must hold the same files and start in the same way. */
class ImageTest {

    private static final Path DOCKERFILE = Path.of("../Dockerfile.native");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY --from=build \\S+ /(\\S+)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path checkout;

    private Map<String, byte[]> archive;

    /** In a copy, with a program of the system in the place of the executable, which takes minutes to build. */
    @BeforeEach
    void writeTheArchive() throws Exception {
        Files.createDirectories(checkout.resolve("app/src/image"));
        Files.createDirectories(checkout.resolve("app/target"));
        Files.copy(DOCKERFILE, checkout.resolve("Dockerfile.native"));
        Files.copy(Path.of("../LICENSE"), checkout.resolve("LICENSE"));
        Files.copy(Path.of("/bin/true"), checkout.resolve("app/target/tocsin"));
        var script = checkout.resolve("app/src/image/archive");
        Files.copy(Path.of("src/image/archive"), script);
        var out = checkout.resolve("image.tar");
        var process = new ProcessBuilder("python3", script.toString(), out.toString())
                .redirectErrorStream(true)
                .redirectOutput(checkout.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(checkout.resolve("log")))
                .isZero();
        archive = entries(Files.readAllBytes(out));
    }

    @Test
    void theArchiveHoldsTheFilesThatTheDockerfileCopies() throws IOException {
        var copied = new TreeSet<String>();
        COPIED.matcher(Files.readString(DOCKERFILE)).results().forEach(match -> copied.add(match.group(1)));

        assertThat(copied).isNotEmpty();
        assertThat(entries(archive.get("tocsin.tar")).keySet()).isEqualTo(copied);
    }

    @Test
    void theArchiveStartsAsTheDockerfileSays() throws IOException {
        var config = image().path("config");

        assertThat(config.path("User").asText()).isEqualTo("65532:65532");
        assertThat(words(config.path("Entrypoint"))).containsExactly("/usr/local/bin/tocsin");
        assertThat(words(config.path("Cmd"))).containsExactly("serve");
        assertThat(words(config.path("Env"))).contains("TOCSIN_HOST=0.0.0.0");
        assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(words(config.path("Healthcheck").path("Test")))
                .containsExactly("CMD", "/usr/local/bin/tocsin", "health");
        assertThat(config.path("Labels")
                        .path("org.opencontainers.image.licenses")
                        .asText())
                .isEqualTo("Apache-2.0");
    }

    @Test
    void whatTheExecutableIsLinkedAgainstTakesThePlaceOfTheBaseImage() throws IOException {
        assertThat(entries(archive.get("base.tar")).keySet())
                .contains("lib64/libc.so.6", "etc/passwd")
                .anyMatch(name -> name.contains("ld-linux"));
    }

    private JsonNode image() throws IOException {
        var manifest = JSON.readTree(archive.get("manifest.json")).path(0);
        return JSON.readTree(archive.get(manifest.path("Config").asText()));
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static Map<String, byte[]> entries(byte[] tar) throws IOException {
        var entries = new HashMap<String, byte[]>();
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isFile()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }
}
