package tocsin.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ways lead to the container image. What it is is written here, and both are held to it. */
class ImageTest {

    private static final Path DOCKERFILE = Path.of("../Dockerfile.native");
    private static final Path LICENSE = Path.of("../LICENSE");
    private static final Path EXECUTABLE = Path.of("/bin/true");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Start START = new Start(
            "65532:65532",
            List.of("/usr/local/bin/tocsin"),
            List.of("serve"),
            List.of("TOCSIN_HOST=0.0.0.0"),
            List.of("8080"),
            Map.of(
                    "org.opencontainers.image.title",
                    "Tocsin",
                    "org.opencontainers.image.description",
                    "An error and event tracker that a company can own",
                    "org.opencontainers.image.licenses",
                    "Apache-2.0"),
            new Check(
                    List.of("/usr/local/bin/tocsin", "health"),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    3));

    /** How a container of the image starts, and what the image says of itself. */
    private record Start(
            String user,
            List<String> entrypoint,
            List<String> command,
            List<String> environment,
            List<String> ports,
            Map<String, String> labels,
            Check check) {}

    private record Check(List<String> command, Duration interval, Duration timeout, Duration grace, int retries) {}

    /** A tar with its entries' rights and owners, as {@code 755 0:0}, and the contents of its files. */
    private record Layer(Map<String, String> entries, Map<String, byte[]> files) {}

    @TempDir
    Path checkout;

    private Map<String, byte[]> archive;

    /** In a copy, with a program of the system in the place of the executable, which takes minutes to build. */
    @BeforeEach
    void writeTheArchive() throws Exception {
        Files.createDirectories(checkout.resolve("app/src/image"));
        Files.createDirectories(checkout.resolve("app/target"));
        Files.copy(DOCKERFILE, checkout.resolve("Dockerfile.native"));
        Files.copy(LICENSE, checkout.resolve("LICENSE"));
        Files.copy(EXECUTABLE, checkout.resolve("app/target/tocsin"));
        Files.copy(Path.of("src/image/archive"), checkout.resolve("app/src/image/archive"));
        archive = layer(write("image.tar")).files();
    }

    @Test
    void theArchiveHoldsTheExecutableAndItsLicenceForEverybodyToReadAndNobodyToWrite() throws IOException {
        var layer = layer(archive.get("tocsin.tar"));

        assertThat(layer.entries())
                .isEqualTo(Map.of(
                        "usr/", "755 0:0",
                        "usr/local/", "755 0:0",
                        "usr/local/bin/", "755 0:0",
                        "usr/local/bin/tocsin", "755 0:0",
                        "usr/share/", "755 0:0",
                        "usr/share/doc/", "755 0:0",
                        "usr/share/doc/tocsin/", "755 0:0",
                        "usr/share/doc/tocsin/LICENSE", "644 0:0"));
        assertThat(layer.files().get("usr/local/bin/tocsin")).isEqualTo(Files.readAllBytes(EXECUTABLE));
        assertThat(layer.files().get("usr/share/doc/tocsin/LICENSE")).isEqualTo(Files.readAllBytes(LICENSE));
    }

    @Test
    void theDockerfileCopiesTheSame() throws IOException {
        assertThat(lastStage().get("COPY"))
                .containsExactly(
                        "--from=build /project/app/target/tocsin /usr/local/bin/tocsin",
                        "--from=build /project/LICENSE /usr/share/doc/tocsin/LICENSE");
    }

    @Test
    void theArchiveStartsAsItShould() throws IOException {
        var config = image().path("config");
        var check = config.path("Healthcheck");
        var test = words(check.path("Test"));

        assertThat(test).first().isEqualTo("CMD");
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/");
        assertThat(words(config.path("Env"))).first().asString().startsWith("PATH=/usr/local/bin:");
        assertThat(new Start(
                        config.path("User").asText(),
                        words(config.path("Entrypoint")),
                        words(config.path("Cmd")),
                        words(config.path("Env")).stream()
                                .filter(one -> !one.startsWith("PATH="))
                                .toList(),
                        config.path("ExposedPorts")
                                .propertyStream()
                                .map(port -> port.getKey().replace("/tcp", ""))
                                .toList(),
                        JSON.convertValue(
                                config.path("Labels"),
                                JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class)),
                        new Check(
                                test.subList(1, test.size()),
                                Duration.ofNanos(check.path("Interval").asLong()),
                                Duration.ofNanos(check.path("Timeout").asLong()),
                                Duration.ofNanos(check.path("StartPeriod").asLong()),
                                check.path("Retries").asInt())))
                .isEqualTo(START);
    }

    @Test
    void theDockerfileStartsTheSame() throws IOException {
        var stage = lastStage();

        assertThat(stage.keySet())
                .containsExactlyInAnyOrder(
                        "FROM", "LABEL", "COPY", "ENV", "EXPOSE", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD");
        var labels = new TreeMap<String, String>();
        stage.get("LABEL")
                .forEach(label -> labels.put(label.replaceFirst("=.*", ""), label.replaceFirst(".*?=\"(.*)\"$", "$1")));
        var check = Pattern.compile(
                        "--interval=(\\d+)s --timeout=(\\d+)s --start-period=(\\d+)s --retries=(\\d+) CMD (.*)")
                .matcher(only(stage, "HEALTHCHECK"));
        assertThat(check.matches()).as(only(stage, "HEALTHCHECK")).isTrue();
        assertThat(new Start(
                        only(stage, "USER"),
                        words(JSON.readTree(only(stage, "ENTRYPOINT"))),
                        words(JSON.readTree(only(stage, "CMD"))),
                        stage.get("ENV"),
                        stage.get("EXPOSE"),
                        labels,
                        new Check(
                                words(JSON.readTree(check.group(5))),
                                Duration.ofSeconds(Long.parseLong(check.group(1))),
                                Duration.ofSeconds(Long.parseLong(check.group(2))),
                                Duration.ofSeconds(Long.parseLong(check.group(3))),
                                Integer.parseInt(check.group(4)))))
                .isEqualTo(START);
    }

    @Test
    void whatTheExecutableIsLinkedAgainstTakesThePlaceOfTheBaseImage() throws IOException {
        var base = layer(archive.get("base.tar"));

        assertThat(base.entries())
                .containsEntry("tmp/", "1777 0:0")
                .containsEntry("etc/passwd", "644 0:0")
                .containsKey("lib64/libc.so.6")
                .containsKey("lib64/ld-linux-x86-64.so.2");
        assertThat(new String(base.files().get("etc/passwd"))).contains("tocsin:x:65532:65532:");
        assertThat(base.entries().values()).containsOnly("755 0:0", "644 0:0", "1777 0:0");
    }

    @Test
    void everyPartIsNamedByItsSumAndTheSameInputGivesTheSameBytes() throws Exception {
        var manifest = JSON.readTree(archive.get("manifest.json")).path(0);
        var config = manifest.path("Config").asText();
        var layers = words(manifest.path("Layers"));

        assertThat(words(manifest.path("RepoTags"))).containsExactly("tocsin:dev");
        assertThat(layers).containsExactly("base.tar", "tocsin.tar");
        assertThat(config).isEqualTo(sum(archive.get(config)) + ".json");
        assertThat(words(image().path("rootfs").path("diff_ids")))
                .containsExactly("sha256:" + sum(archive.get("base.tar")), "sha256:" + sum(archive.get("tocsin.tar")));
        assertThat(sum(write("again.tar"))).isEqualTo(sum(write("image.tar")));
    }

    private byte[] write(String name) throws IOException, InterruptedException {
        var out = checkout.resolve(name);
        var log = checkout.resolve("log");
        var script = checkout.resolve("app/src/image/archive");
        var process = new ProcessBuilder("python3", script.toString(), out.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readAllBytes(out);
    }

    private JsonNode image() throws IOException {
        var manifest = JSON.readTree(archive.get("manifest.json")).path(0);
        return JSON.readTree(archive.get(manifest.path("Config").asText()));
    }

    /** The instructions after the last FROM, it included, by their words. */
    private static Map<String, List<String>> lastStage() throws IOException {
        var stage = new HashMap<String, List<String>>();
        for (var line :
                Files.readString(DOCKERFILE).replace("\\\n", " ").lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = line.split("\\s+", 2);
            if (parts[0].equals("FROM")) {
                stage.clear();
            }
            stage.computeIfAbsent(parts[0], word -> new ArrayList<>()).add(parts[1]);
        }
        return stage;
    }

    private static String only(Map<String, List<String>> stage, String word) {
        assertThat(stage.get(word)).as(word).hasSize(1);
        return stage.get(word).getFirst();
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static String sum(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Layer layer(byte[] tar) throws IOException {
        var layer = new Layer(new TreeMap<>(), new HashMap<>());
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                layer.entries()
                        .put(
                                entry.getName(),
                                "%o %d:%d"
                                        .formatted(
                                                entry.getMode() & 07777,
                                                entry.getLongUserId(),
                                                entry.getLongGroupId()));
                if (entry.isFile()) {
                    layer.files().put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return layer;
    }
}
