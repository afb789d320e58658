package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.command.postgres.Distribution;
import tocsin.command.postgres.EmbeddedPostgres;

/** The examples for platforms, started as those do: their command lines, in their environment. */
class PlatformIT {

    private static final Path EXAMPLES = Path.of("../paas");

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path home;

    @BeforeAll
    static void startDatabase() {
        postgres = EmbeddedPostgres.start(
                Path.of("target/platform-postgres"),
                Distribution.locate(Optional.empty()),
                EmbeddedPostgres.WITHOUT_DURABILITY);
    }

    @AfterAll
    static void stopDatabase() {
        postgres.close();
    }

    @Test
    void aProcfileWithADatabaseUrl() throws Exception {
        var environment = Map.of("DATABASE_URL", database());
        var procfile = Files.readString(EXAMPLES.resolve("Procfile"));

        var release = shell(line(procfile, "(?m)^release: (.*)$"), environment);
        assertThat(release.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(release.exitValue()).isZero();
        serves(line(procfile, "(?m)^web: (.*)$"), environment);
    }

    @Test
    void aManifestWithABoundService() throws Exception {
        var service = new ObjectMapper().writeValueAsString(Map.of("postgresql", new Object[] {
            Map.of("name", "tocsin-database", "label", "postgresql", "credentials", Map.of("uri", database()))
        }));
        var manifest = Files.readString(EXAMPLES.resolve("manifest.yml"));

        var environment = new HashMap<>(Map.of("VCAP_SERVICES", service));
        Pattern.compile("(?m)^      (TOCSIN_\\w+): (.*)$")
                .matcher(manifest)
                .results()
                .forEach(variable -> environment.put(variable.group(1), variable.group(2)));
        assertThat(environment).containsKey("TOCSIN_URL");
        serves(line(manifest, "(?m)^    command: (.*)$"), environment);
    }

    /** On the port that the platform chose, and to its last sign of life on SIGTERM. */
    private void serves(String command, Map<String, String> environment) throws Exception {
        var all = new HashMap<>(environment);
        int port = freePort();
        all.put("PORT", String.valueOf(port));
        // Not for everybody who reaches this machine, and beside whatever else runs here.
        all.put("TOCSIN_HOST", "127.0.0.1");
        all.put("TOCSIN_MANAGEMENT_PORT", "0");
        var process = shell(command, all);
        try {
            await().atMost(Duration.ofSeconds(90)).until(() -> process.isAlive() && status(port, "/ready") == 200);
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isIn(0, 143);
    }

    /** The platform's shell, where {@code tocsin} is in the working directory and on the PATH. */
    private Process shell(String command, Map<String, String> environment) throws IOException {
        var program = home.resolve("tocsin");
        if (!Files.exists(program)) {
            Files.writeString(program, Tocsin.script());
            program.toFile().setExecutable(true);
        }
        var builder = new ProcessBuilder("sh", "-c", "exec 2>&1; " + (command.contains("&&") ? "" : "exec ") + command)
                .directory(home.toFile())
                .redirectOutput(Tocsin.log().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOCSIN_"));
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", home.toString(), (path, first) -> first + ":" + path);
        return builder.start();
    }

    private static String line(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String database() {
        return "postgres://" + EmbeddedPostgres.SUPERUSER + ":" + postgres.password() + "@127.0.0.1:" + postgres.port()
                + "/postgres";
    }

    private static int status(int port, String path) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException nobodyListens) {
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
