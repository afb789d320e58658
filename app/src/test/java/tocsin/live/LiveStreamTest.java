package tocsin.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LiveStreamTest {

    @TestHTTPResource
    URI server;

    @Test
    void anArrivingEventIsToldToThoseWhoSeeItsProjectAndToNobodyElse() throws Exception {
        var project = Samples.project();
        var neighbour = Samples.project(project.organization(), "api");
        var reader = Reader.of(project.organization());
        var foreign = Samples.project();
        var client = HttpClient.newHttpClient();
        try {
            var all = listen(client, reader, "/" + project.organization().slug() + "/live");
            var one = listen(client, reader, "/" + project.organization().slug() + "/web/live");
            var other = listen(client, reader, "/" + project.organization().slug() + "/api/live");
            var stranger = listen(
                    client,
                    Reader.of(foreign.organization()),
                    "/" + foreign.organization().slug() + "/live");
            for (var stream : List.of(all, one, other, stranger)) {
                assertThat(stream.poll(10, TimeUnit.SECONDS)).startsWith(":connected");
            }
            // What the listener told of itself when it began.
            Thread.sleep(1500);
            List.of(all, one, other, stranger).forEach(BlockingQueue::clear);

            send(project);

            assertThat(next(all)).isEqualTo("event:issues");
            assertThat(next(one)).isEqualTo("event:issues");
            Thread.sleep(1500);
            assertThat(other).isEmpty();
            assertThat(stranger).isEmpty();

            send(neighbour);
            assertThat(next(other)).isEqualTo("event:issues");
        } finally {
            // Closing would wait for streams that never end.
            client.shutdownNow();
        }
    }

    private static void send(Samples.Project project) {
        RestAssured.given()
                .header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .body(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke")))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
    }

    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        var line = lines.poll(5, TimeUnit.SECONDS);
        return line == null ? null : line.replace(" ", "");
    }

    /** Heartbeats come by the clock, whatever happens to events. */
    private static boolean isNews(String line) {
        return !line.isBlank() && !line.replace(" ", "").equals(":stillhere");
    }

    private BlockingQueue<String> listen(HttpClient client, Reader reader, String path) {
        var lines = new LinkedBlockingQueue<String>();
        var request = HttpRequest.newBuilder(server.resolve(path))
                .header("Cookie", "tocsin_session=" + reader.session())
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(60))
                .build();
        var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
        Thread.ofVirtual().start(() -> {
            try {
                answer.join().body().filter(LiveStreamTest::isNews).forEach(lines::add);
            } catch (UncheckedIOException ended) {
                // The test is over.
            }
        });
        return lines;
    }
}
