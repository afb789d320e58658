package tocsin.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The packaged application as its users start it: a process on a data directory that says in one line where it is. */
final class Tocsin implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final AtomicInteger STARTS = new AtomicInteger();
    /** Asks for an upgrade to HTTP/2, as it does by default and as no server without TLS should grant. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What {@code run --json} prints. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Address(
            String url,
            String dsn,
            String email,
            String password,
            String token,
            String organization,
            String project,
            String version,
            long pid,
            String management) {}

    final Address address;
    final Process process;
    final Path log;
    private final List<String> output;

    private Tocsin(Address address, Process process, Path log, List<String> output) {
        this.address = address;
        this.process = process;
        this.log = log;
        this.output = output;
    }

    /** Starts on {@code data} and returns when it says that the next event would be taken. */
    static Tocsin on(Path data) {
        return on(data, Map.of());
    }

    static Tocsin on(Path data, Map<String, String> environment) {
        return on(data, environment, List.of());
    }

    /** With options of the machine, like {@code -Xmx}, which an executable takes as Java does: before everything else. */
    static Tocsin on(Path data, Map<String, String> environment, List<String> options) {
        var log = log();
        var process = launch(data, log, environment, options);
        var output = new CopyOnWriteArrayList<String>();
        var first = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try (var lines = process.inputReader()) {
                lines.lines().forEach(line -> {
                    output.add(line);
                    first.complete(line);
                });
            } catch (IOException | UncheckedIOException e) {
                first.completeExceptionally(e);
            }
            first.completeExceptionally(new IllegalStateException("the server ended without a word, see " + log));
        });
        try {
            var address = JSON.readValue(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), Address.class);
            return new Tocsin(address, process, log, output);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the server was not ready after " + PATIENCE + ", see " + log, e);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start, see " + log, e);
        }
    }

    /** Starts without waiting for an address, for a start that is expected to fail. */
    static Process launch(Path data, Path log) {
        return launch(data, log, Map.of(), List.of());
    }

    static Process launch(Path data, Path log, Map<String, String> environment, List<String> options) {
        return process(log, environment, options, "run", "--json", "--port", "0", "--data", data.toString());
    }

    /** Starts a command that answers once, beside a server. */
    static Process command(Path log, String... words) {
        return process(log, Map.of(), words);
    }

    /** Starts whatever is typed. */
    static Process process(Path log, Map<String, String> environment, String... words) {
        return process(log, environment, List.of(), words);
    }

    private static Process process(Path log, Map<String, String> environment, List<String> options, String... words) {
        var command = new ArrayList<>(executable());
        command.addAll(1, options);
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("TOCSIN_") || name.equals("PORT") || name.equals("DATABASE_URL"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script that does what the executable does, from anywhere, for whoever starts it by its name. */
    static String script() {
        var words = new ArrayList<>(executable());
        words.set(words.size() - 1, Path.of(words.getLast()).toAbsolutePath().toString());
        return "#!/bin/sh\nexec " + String.join(" ", words) + " \"$@\"\n";
    }

    static Path log() {
        try {
            var folder = Files.createDirectories(Path.of("target", "e2e-logs"));
            return folder.resolve("server-" + STARTS.incrementAndGet() + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> executable() {
        var executable = System.getProperty("tocsin.executable", "");
        if (!executable.isBlank()) {
            return List.of(executable);
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var jar = Path.of("target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar.toAbsolutePath() + " is missing: package the application first");
        }
        return List.of(java.toString(), "-jar", jar.toString());
    }

    /** All that was printed on stdout. */
    List<String> output() {
        return List.copyOf(output);
    }

    String projectPath() {
        return "/" + address.organization() + "/" + address.project();
    }

    URI uri(String path) {
        return URI.create(address.url() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + address.token()));
    }

    /** What the API answers, which must be a success. */
    JsonNode api(String path) {
        var response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(path + " answered no JSON: " + response.body(), e);
        }
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to stop, as an init system does, and returns its exit code. */
    int stop() {
        process.destroy();
        return exit();
    }

    /** Ends it as a power cut does. */
    void kill() {
        process.destroyForcibly();
        exit();
    }

    private int exit() {
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server did not stop within 40 s, see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
