package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tocsin run} tells a newcomer, who does it word for word. */
class GreetingIT {

    @TempDir
    Path data;

    @Test
    void whatTheGreetingSaysCanBeDone() throws Exception {
        var process = Tocsin.process(Tocsin.log(), Map.of(), "run", "--port", "0", "--data", data.toString());
        try (var out = process.inputReader();
                var http = HttpClient.newHttpClient()) {
            var greeting = greeting(out);
            var open = word(greeting, "Open");

            var curl = line(greeting, "curl");
            var sent = new ProcessBuilder("sh", "-c", curl).start();
            var answer = new String(sent.getInputStream().readAllBytes());
            assertThat(sent.waitFor()).as(curl).isZero();
            var event = Tocsin.JSON.readTree(answer).required("id").asText();
            var found = http.send(
                    HttpRequest.newBuilder(URI.create(open + "/api/0/projects/acme/web/events/" + event + "/"))
                            .header("Authorization", "Bearer " + word(greeting, "API token"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(found.body()).contains("Hello, Tocsin");

            var login = http.send(
                    HttpRequest.newBuilder(URI.create(open + "/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(
                                    "email=" + word(greeting, "Log in") + "&password=" + word(greeting, "Password")))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(login.statusCode()).isEqualTo(303);

            assertThat(word(greeting, "Data")).isEqualTo(data.toString());
            assertThat(line(greeting, "python3")).contains("sentry_sdk.init('" + word(greeting, "DSN") + "')");
        } finally {
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String greeting(BufferedReader out) throws IOException {
        var said = new StringBuilder();
        var end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        for (var line = out.readLine(); line != null && System.nanoTime() < end; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains("sentry_sdk")) {
                return said.toString();
            }
        }
        throw new AssertionError("no greeting but: " + said);
    }

    private static String word(String greeting, String name) {
        var found = Pattern.compile("(?m)^ *" + name + " +(\\S+)$").matcher(greeting);
        assertThat(found.find()).as("%s in %s", name, greeting).isTrue();
        return found.group(1);
    }

    private static String line(String greeting, String command) {
        return greeting.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(command + " "))
                .findFirst()
                .orElseThrow();
    }
}
