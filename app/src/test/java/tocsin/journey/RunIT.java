package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tocsin run} promises to scripts: it starts, stops, survives, and loses nothing it said yes to. */
class RunIT {

    @TempDir
    Path data;

    @Test
    void aRestartKeepsEventsPasswordAndToken() throws Exception {
        Tocsin.Address before;
        String event;
        try (var tocsin = Tocsin.on(data)) {
            before = tocsin.address;
            event = send(tocsin, "kept");
            assertThat(Files.getPosixFilePermissions(data.resolve("demo.json")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(tocsin.stop()).isIn(0, 143);
        }

        try (var tocsin = Tocsin.on(data)) {
            assertThat(tocsin.address.token()).isEqualTo(before.token());
            assertThat(tocsin.address.password()).isEqualTo(before.password());
            assertThat(tocsin.address.dsn().replaceFirst(":\\d+/", "/"))
                    .isEqualTo(before.dsn().replaceFirst(":\\d+/", "/"));
            assertThat(found(tocsin, event)).isTrue();
        }
    }

    @Test
    void aSecondRunOnTheSameDirectoryIsRefusedAndTheFirstGoesOn() throws Exception {
        try (var tocsin = Tocsin.on(data)) {
            var log = Tocsin.log();
            var second = Tocsin.launch(data, log);

            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isNotZero();
            assertThat(new String(second.getInputStream().readAllBytes())).isEmpty();
            assertThat(Files.readString(log)).contains(data.toString());
            assertThat(found(tocsin, send(tocsin, "still here"))).isTrue();
        }
    }

    @Test
    void aTermSignalDrainsBeforeItEnds() throws Exception {
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        // Longer than a slow machine needs between the two questions below.
        try (var tocsin = Tocsin.on(data, Map.of("TOCSIN_DRAIN", "12s"))) {
            var load = new Load(tocsin, accepted);
            load.awaitTwenty();
            tocsin.process.destroy();
            Thread.sleep(1_000);

            assertThat(tocsin.get("/ready").statusCode()).isEqualTo(503);
            var whileDraining = send(tocsin, "late");

            assertThat(whileDraining).isNotNull();
            accepted.add(whileDraining);
            assertThat(tocsin.stop()).isIn(0, 143);
            load.end();
        }

        try (var tocsin = Tocsin.on(data)) {
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(20).allMatch(event -> found(tocsin, event));
        }
    }

    /** A stream is a request that never ends by itself: the server would wait for it. */
    @Test
    void openStreamsEndWhenTheServerIsToldToStop() throws Exception {
        try (var tocsin = Tocsin.on(data, Map.of("TOCSIN_DRAIN", "2s"));
                var reader = Executors.newVirtualThreadPerTaskExecutor()) {
            var stream = (HttpURLConnection)
                    tocsin.uri(tocsin.projectPath() + "/live").toURL().openConnection();
            stream.setRequestProperty("Cookie", session(tocsin));
            stream.setRequestProperty("Accept", "text/event-stream");
            var lines = new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).startsWith(":");
            var rest = reader.submit(() -> lines.lines().toList());

            tocsin.process.destroy();

            // At its end it says so; a connection that is cut would be an exception.
            assertThat(rest.get(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(tocsin.stop()).isIn(0, 143);
        }
    }

    @Test
    void aKilledServerLosesNothingAndItsDatabaseIsTakenOver() throws Exception {
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        try (var tocsin = Tocsin.on(data)) {
            var load = new Load(tocsin, accepted);
            load.awaitTwenty();
            tocsin.kill();
            load.end();
        }

        try (var tocsin = Tocsin.on(data)) {
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(20).allMatch(event -> found(tocsin, event));
        }
    }

    @Test
    void aKilledDatabaseIsStartedAgainAndNoEventIsRefusedMeanwhile() throws Exception {
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        try (var tocsin = Tocsin.on(data)) {
            var load = new Load(tocsin, accepted);
            load.awaitTwenty();
            var postmaster = Files.readAllLines(data.resolve("postgresql/postmaster.pid"))
                    .getFirst();
            ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow().destroyForcibly();
            for (var n = 0; n < 100; n++) {
                assertThat(send(tocsin, "while the database is away")).isNotNull();
            }
            load.end();

            for (var patience = 600;
                    patience > 0 && !accepted.stream().allMatch(event -> found(tocsin, event));
                    patience--) {
                Thread.sleep(100);
            }
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(20).allMatch(event -> found(tocsin, event));
        }
    }

    /** Clients that send without a pause until they are told to end, and remember what was accepted. */
    private static final class Load {

        private final Queue<String> accepted;
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

        Load(Tocsin tocsin, Queue<String> accepted) {
            this.accepted = accepted;
            for (var i = 0; i < 4; i++) {
                clients.submit(() -> {
                    while (going.get()) {
                        try {
                            var event = send(tocsin, "under load");
                            if (event != null) {
                                accepted.add(event);
                            }
                        } catch (UncheckedIOException e) {
                            // Refused or cut: not accepted, so not owed.
                            return;
                        }
                    }
                });
            }
        }

        void awaitTwenty() throws InterruptedException {
            for (var patience = 600; accepted.size() < 20 && patience > 0; patience--) {
                Thread.sleep(50);
            }
        }

        void end() throws InterruptedException {
            going.set(false);
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String session(Tocsin tocsin) {
        var form = "email=" + tocsin.address.email() + "&password=" + tocsin.address.password() + "&next=/";
        var answer = tocsin.send(HttpRequest.newBuilder(tocsin.uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("tocsin_session="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    /** The id of the accepted event, or null. */
    private static String send(Tocsin tocsin, String message) {
        var id = UUID.randomUUID().toString().replace("-", "");
        var event = "{\"event_id\":\"%s\",\"message\":\"%s\"}".formatted(id, message);
        var body = "{\"event_id\":\"%s\",\"dsn\":\"%s\"}\n{\"type\":\"event\"}\n%s\n"
                .formatted(id, tocsin.address.dsn(), event);
        var response = tocsin.send(
                HttpRequest.newBuilder(tocsin.uri("/api/1/envelope/")).POST(BodyPublishers.ofString(body)));
        return response.statusCode() == 200 ? id : null;
    }

    private static boolean found(Tocsin tocsin, String event) {
        var path = "/api/0/projects" + tocsin.projectPath() + "/events/" + event + "/";
        return tocsin.get(path).statusCode() == 200;
    }
}
