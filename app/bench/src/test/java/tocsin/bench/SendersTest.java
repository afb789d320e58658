package tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendersTest {

    private static final List<Body> BODIES = List.of(new Body("{\"message\":\"boom\"}".getBytes(UTF_8)));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Ledger ledger = new Ledger();
    private HttpServer server;

    /** A server that takes what is sent to project 1 and refuses project 2. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var status = exchange.getRequestURI().getPath().startsWith("/api/1/") ? 200 : 429;
            var answer = "{}".getBytes(US_ASCII);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void eachHearsWhatItWasToldItself() throws InterruptedException {
        var taken = Senders.unpaced(ledger, BODIES, List.of(target(1)), 2);
        var refused = Senders.unpaced(ledger, BODIES, List.of(target(2)), 2);
        await().until(() -> ledger.answers().keySet().containsAll(List.of(200, 429)));

        var whole = taken.end();
        var none = refused.end();

        assertThat(whole.answers()).containsOnlyKeys(200);
        assertThat(whole.isWhole()).isTrue();
        assertThat(none.answers()).containsOnlyKeys(429);
        assertThat(none.isWhole()).isFalse();
        assertThat(ledger.answers()).isEqualTo(Map.of(200, whole.sent(), 429, none.sent()));
        assertThat(ledger.accepted()).isEqualTo((int) whole.accepted());
    }

    @Test
    void whoGetsNoAnswerKnowsThat() throws InterruptedException {
        server.stop(0);
        var senders = Senders.unpaced(ledger, BODIES, List.of(target(1)), 1);
        await().until(() -> ledger.answers().containsKey(0));

        assertThat(senders.end().answers()).containsOnlyKeys(0);
    }

    @Test
    void whatIsNotDueBeforeTheEndIsNotSent() throws InterruptedException {
        var senders = Senders.paced(ledger, BODIES, List.of(target(1)), 4, 1 / 60.0);
        await().until(() -> ledger.accepted() > 0);

        var served = senders.end();

        assertThat(served.sent()).isEqualTo(1);
        assertThat(served.micros().getTotalCount()).isEqualTo(1);
    }

    private Target target(long project) {
        return Target.of(server.getAddress().getPort(), project, "key");
    }
}
