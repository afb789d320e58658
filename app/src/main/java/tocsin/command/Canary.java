package tocsin.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import tocsin.sentry.Dsn;

/** One event on its way from a program to a person, as both see it: over HTTP alone. */
record Canary(URI server, Dsn dsn, String token, String project) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PAUSE_MILLIS = 50;

    /** Times since it was sent. */
    record Flown(String event, String issue, Duration accepted, Duration found) {}

    private record Answer(int code, JsonNode body) {}

    Flown flies(Duration limit) {
        var event = UUID.randomUUID().toString().replace("-", "");
        var start = System.nanoTime();
        send(event);
        var accepted = since(start);
        while (true) {
            var found = look(event);
            if (found.code() == HttpURLConnection.HTTP_OK) {
                return new Flown(event, found.body().path("groupID").asText(), accepted, since(start));
            }
            if (found.code() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw new CommandRefused("The event was accepted, but who looks for it is answered " + found.code()
                        + ": does the token belong to a member of the project, with the scope event:read?");
            }
            if (since(start).compareTo(limit) > 0) {
                throw new CommandRefused("The event " + event + " was accepted and is not found after "
                        + limit.toSeconds() + " s in " + project + ": is it the DSN's project?");
            }
            pause();
        }
    }

    private void send(String event) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("event_id", event)
                .put("message", "Canary")
                .put("level", "info")
                .put("logger", "tocsin.canary");
        // All of them are one issue
        body.putArray("fingerprint").add("tocsin-canary");
        var answer = ask("/api/" + dsn.project() + "/store/?sentry_key=" + dsn.publicKey(), body);
        if (answer.code() != HttpURLConnection.HTTP_OK) {
            throw new CommandRefused("The event was refused with " + answer.code() + ": "
                    + answer.body().path("detail").asText("no reason is given"));
        }
    }

    private Answer look(String event) {
        return ask("/api/0/projects/" + project + "/events/" + event + "/", null);
    }

    private Answer ask(String path, JsonNode body) {
        try {
            var address = URI.create(server.toString().replaceFirst("/$", "") + path);
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                if (body == null) {
                    connection.setRequestProperty("Authorization", "Bearer " + token);
                } else {
                    connection.setRequestProperty("Content-Type", "application/json");
                    connection.setDoOutput(true);
                    connection.getOutputStream().write(JSON.writeValueAsBytes(body));
                }
                return answer(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new CommandRefused("No answer from " + server + ": " + e.getMessage(), e);
        }
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        var code = connection.getResponseCode();
        try (var stream = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            var text = stream == null ? new byte[0] : stream.readAllBytes();
            try {
                return new Answer(code, JSON.readTree(text));
            } catch (com.fasterxml.jackson.core.JsonProcessingException aProxysPage) {
                return new Answer(code, JsonNodeFactory.instance.objectNode());
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandRefused("Interrupted before the event was found.", e);
        }
    }
}
