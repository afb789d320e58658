package tocsin.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tocsin.config.Settings;

/** Asks the server over its own port, as a proxy would, because anything less is a guess. */
record Readiness(Settings settings) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    record Answer(int code, String body) {}

    /** Returns when the next request would be answered well; the server must be listening already. */
    void await() {
        var deadline = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (Instant.now().isAfter(deadline)) {
                throw new CommandRefused("The server is up but was not ready within " + PATIENCE.toSeconds()
                        + " seconds. " + address("/ready") + " says why.");
            }
            pause();
        }
    }

    private boolean isReady() {
        return answer().orElseThrow(() -> new CommandRefused("The server was stopped before it was ready."))
                        .code()
                == HttpURLConnection.HTTP_OK;
    }

    /** Alive is less than ready: a server without its database is alive. */
    boolean isAlive() {
        return ask("/up")
                .filter(answer -> answer.code() == HttpURLConnection.HTTP_OK)
                .isPresent();
    }

    Optional<Answer> answer() {
        return ask("/ready");
    }

    private Optional<Answer> ask(String path) {
        try {
            var connection = (HttpURLConnection) address(path).toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            try {
                var code = connection.getResponseCode();
                return Optional.of(new Answer(code, text(connection)));
            } finally {
                connection.disconnect();
            }
        } catch (IOException nobodyListens) {
            return Optional.empty();
        }
    }

    private static String text(HttpURLConnection connection) throws IOException {
        try (InputStream body =
                connection.getErrorStream() == null ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private URI address(String path) {
        return URI.create("http://" + reachable(settings.host()) + ":" + settings.port() + path);
    }

    /** The host of a URL at which this machine reaches what listens there. */
    static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandRefused("Interrupted before the server was ready.", e);
        }
    }
}
