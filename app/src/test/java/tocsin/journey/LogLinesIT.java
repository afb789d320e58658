package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What machines read: on standard error one JSON object a line, from which the lines of one request can be picked. */
class LogLinesIT {

    @TempDir
    Path data;

    @Test
    void everyLineIsAnObjectAndNamesTheRequestItsRouteAndItsTenant() throws Exception {
        try (var tocsin = Tocsin.on(data, Map.of("TOCSIN_LOG_FORMAT", "json", "TOCSIN_LOG_LEVEL", "debug"))) {
            var organization = tocsin.api("/api/v1/organizations/acme");
            assertThat(ask(tocsin, "log-api-1", "/api/0/projects" + tocsin.projectPath() + "/"))
                    .isEqualTo(200);
            assertThat(ask(tocsin, "log-api-2", "/api/v1/organizations/nowhere/teams"))
                    .isEqualTo(404);
            assertThat(send(tocsin, "log-event-1")).isEqualTo(200);
            assertThat(tocsin.stop()).isIn(0, 143);

            var lines = lines(tocsin.log);
            var tenant = organization.required("id").asText();
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                assertThat(line.required("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
                assertThat(line.fieldNames()).toIterable().contains("level", "loggerName", "message", "mdc");
            });
            assertThat(access(lines, "log-api-1"))
                    .containsEntry("route", "GET /api/0/projects/{org}/{project}")
                    .containsEntry("tenant", tenant);
            assertThat(access(lines, "log-api-2")).doesNotContainKey("tenant");
            assertThat(access(lines, "log-event-1"))
                    .containsEntry("route", "POST /api/{project}/envelope")
                    .containsEntry("tenant", tenant);
            assertThat(Files.readString(tocsin.log)).doesNotContain(tocsin.address.token(), tocsin.address.password());
        }
    }

    /** All lines but those that the command itself says before the server is there. */
    private static List<JsonNode> lines(Path log) throws IOException {
        try (var all = Files.lines(log)) {
            return all.filter(line -> !line.startsWith("tocsin: "))
                    .map(LogLinesIT::object)
                    .toList();
        }
    }

    private static JsonNode object(String line) {
        try {
            return Tocsin.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    /** The context of the line that tells how the request was answered. */
    private static Map<String, String> access(List<JsonNode> lines, String request) {
        var line = lines.stream()
                .filter(one -> one.required("loggerName").asText().equals("tocsin.access"))
                .filter(one -> one.path("mdc").path("requestId").asText().equals(request))
                .findFirst();
        assertThat(line).as("a line of %s", request).isPresent();
        return Tocsin.JSON.convertValue(
                line.orElseThrow().required("mdc"),
                Tocsin.JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    }

    private static int ask(Tocsin tocsin, String request, String path) {
        return tocsin.send(HttpRequest.newBuilder(tocsin.uri(path))
                        .header("Authorization", "Bearer " + tocsin.address.token())
                        .header("X-Request-Id", request))
                .statusCode();
    }

    private static int send(Tocsin tocsin, String request) {
        var body = "{\"dsn\":\"%s\"}\n{\"type\":\"event\"}\n{\"message\":\"logged\"}\n".formatted(tocsin.address.dsn());
        return tocsin.send(HttpRequest.newBuilder(tocsin.uri("/api/1/envelope/"))
                        .header("X-Request-Id", request)
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }
}
