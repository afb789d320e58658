package tocsin.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Events sent without an SDK: the collected real ones, and one that attacks whoever reads it. */
final class Events {

    /** Closes any tag or attribute it is put into, and then would run. */
    static final String HOSTILE =
            "\"'></script></textarea></title><script>alert(1)</script><img src=x onerror=alert(2)>";

    private static final Path REAL = Path.of("src/test/resources/events");

    private Events() {}

    /** By the name of the file. */
    static Map<String, JsonNode> real() {
        try (var files = Files.walk(REAL)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .collect(Collectors.toMap(
                            file -> REAL.relativize(file).toString(), Events::read, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event with the hostile text wherever a person's program might put text. */
    static JsonNode hostile() {
        var text = Tocsin.JSON.valueToTree(HOSTILE).toString();
        var event = """
                {"level": "error", "platform": "javascript", "logger": TEXT, "transaction": TEXT, "server_name": TEXT,
                 "release": TEXT, "dist": TEXT, "environment": TEXT,
                 "exception": {"values": [{"type": TEXT, "value": TEXT, "module": TEXT,
                   "mechanism": {"type": TEXT, "handled": false, "data": {TEXT: TEXT}, "help_link": "javascript:alert(3)"},
                   "stacktrace": {"frames": [{"function": TEXT, "filename": TEXT, "abs_path": "javascript:alert(4)",
                     "module": TEXT, "package": TEXT, "lineno": 3, "in_app": true, "context_line": TEXT, "source_link": "javascript:alert(5)",
                     "pre_context": [TEXT], "post_context": [TEXT], "vars": {TEXT: TEXT, "nested": {TEXT: [TEXT]}}}]}}]},
                 "breadcrumbs": {"values": [{"type": TEXT, "category": TEXT, "message": TEXT, "level": "info", "data": {TEXT: TEXT}}]},
                 "tags": {"url": "javascript:alert(6)", "text": TEXT}, "extra": {TEXT: TEXT},
                 "user": {"id": TEXT, "email": TEXT, "username": TEXT, "name": TEXT, "ip_address": TEXT, "geo": {"city": TEXT}},
                 "request": {"url": "javascript:alert(7)", "method": TEXT, "query_string": [[TEXT, TEXT]], "cookies": [[TEXT, TEXT]],
                   "headers": [[TEXT, TEXT]], "data": TEXT, "env": {TEXT: TEXT}, "fragment": TEXT},
                 "contexts": {"browser": {"name": TEXT, "version": TEXT}, TEXT: {TEXT: TEXT}},
                 "modules": {TEXT: TEXT}, "fingerprint": ["{{ default }}", TEXT],
                 "sdk": {"name": TEXT, "version": TEXT, "integrations": [TEXT], "packages": [{"name": TEXT, "version": TEXT}]}}
                """.replace("TEXT", text);
        try {
            return Tocsin.JSON.readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the event under a new id and returns that. */
    static String send(Tocsin tocsin, JsonNode event) {
        var id = UUID.randomUUID().toString().replace("-", "");
        var fresh = ((ObjectNode) event.deepCopy())
                .put("event_id", id)
                .put("timestamp", Instant.now().toString());
        var response = post(tocsin, "{\"event_id\":\"" + id + "\"}\n{\"type\":\"event\"}\n" + fresh + "\n");
        if (response.statusCode() != 200) {
            throw new AssertionError("not accepted: " + response.statusCode() + " " + response.body());
        }
        return id;
    }

    static HttpResponse<String> post(Tocsin tocsin, String envelope) {
        var key = tocsin.address.dsn().replaceFirst("http://(\\w+)@.*", "$1");
        return tocsin.send(HttpRequest.newBuilder(tocsin.uri("/api/1/envelope/"))
                .header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + key)
                .POST(BodyPublishers.ofString(envelope)));
    }

    private static JsonNode read(Path file) {
        try {
            return Tocsin.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
