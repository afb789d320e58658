package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Connections on which little or nothing comes: nobody waits behind them, and they are waited for. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SlowClientsTest {

    /** More than there are threads of any kind. */
    private static final int MANY = 200;

    private final Samples.Project project = Samples.project();
    private final List<Socket> slow = new ArrayList<>();

    @TestHTTPResource("/")
    URL server;

    @AfterEach
    void hangUp() throws IOException {
        for (var socket : slow) {
            socket.close();
        }
    }

    @Test
    void nobodyWaitsBehindSlowSenders() throws IOException {
        var body = Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke"));
        var head = ("POST /api/%d/envelope/?sentry_key=%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n")
                .formatted(project.id(), project.key(), body.length)
                .getBytes(StandardCharsets.US_ASCII);
        var half = body.length / 2;
        for (var n = 0; n < MANY; n++) {
            begin();
            begin(Arrays.copyOf(head, head.length / 2));
            begin(head, Arrays.copyOf(body, half));
        }

        for (var n = 0; n < 20; n++) {
            given().body(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke")))
                    .queryParam("sentry_key", project.key())
                    .post("/api/" + project.id() + "/envelope/")
                    .then()
                    .statusCode(200);
        }

        var last = slow.getLast();
        last.getOutputStream().write(body, half, body.length - half);
        assertThat(new BufferedReader(new InputStreamReader(last.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine())
                .isEqualTo("HTTP/1.1 200 OK");
    }

    private void begin(byte[]... parts) throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(20_000);
        slow.add(socket);
        for (var part : parts) {
            socket.getOutputStream().write(part);
        }
    }
}
