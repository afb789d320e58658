package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** What {@code doc/sensor.md} tells people to type does what it says. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SensorDocumentTest {

    @TestHTTPResource("/")
    URI server;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePageDoWhatItSays() throws Exception {
        var project = Samples.project();
        String enrolment = Reader.of(project.organization())
                .api()
                .contentType("application/json")
                .body("{\"label\":\"the page\",\"hours\":1,\"most\":1}")
                .post("/api/v1/organizations/" + project.organization().slug() + "/projects/web/enrolments")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        var script = "set -euo pipefail\n"
                + Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("doc/sensor.md")))
                        .results()
                        .map(block -> block.group(1))
                        .collect(Collectors.joining("echo\n"));
        var out = folder.resolve("out").toFile();
        var builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out);
        builder.environment().put("TOCSIN", server.toString().replaceFirst("/$", ""));
        builder.environment().put("ENROLMENT", enrolment);

        var process = builder.start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var said =
                Files.readString(out.toPath(), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.exitValue()).as(said.toString()).isZero();
        var self =
                said.stream().filter(line -> line.contains("\"name\":\"web1\"")).toList();
        assertThat(self).hasSize(1);
        assertThat(said)
                .contains(
                        "{\"accepted\":1,\"events\":[{\"status\":\"accepted\",\"id\":\"9ec79c33ec9942ab8353589fcb2e04dc\"}]}")
                .contains(
                        "{\"accepted\":1,\"events\":[{\"status\":\"accepted\",\"id\":\"3c1f3c8e9f6b4c3fb9f0c0a5e4a6d101\"},"
                                + "{\"status\":\"refused\",\"reason\":\"malformed\"}]}");
        assertThat(said.getLast()).contains("\"token\":\"");
        assertThat(Samples.<Long>query("select count(*) from event where project_id = ?", project.id()))
                .isEqualTo(2);
    }
}
