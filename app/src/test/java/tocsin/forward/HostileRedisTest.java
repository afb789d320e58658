package tocsin.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.account.Refused;
import tocsin.outbox.DeliveryFailed;
import tocsin.sentry.SentryEvent.Level;
import tocsin.testing.Postgres;
import tocsin.testing.TcpServer;

/** Whoever answers where Redis should be takes neither our memory nor our time. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class HostileRedisTest {

    @Inject
    RedisSender sender;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$1900000000\r\n",
                "$9999999999999\r\n",
                "$-1\r\n",
                "*1900000000\r\n",
                "*1\r\n*1\r\n*1\r\n",
                "%3\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\r\n",
                "$3\r\nabcde\r\n"
            })
    @Timeout(10)
    void anAnswerThatIsNoneIsRefused(String answer) throws IOException {
        try (var server = new TcpServer((caller, count) -> {
            caller.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            caller.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            assertThatThrownBy(() -> send(server, "{}"))
                    .isInstanceOf(DeliveryFailed.class)
                    .hasMessageContaining("this is not how Redis answers");
        }
    }

    @Test
    @Timeout(10)
    void aLineWithoutAnEndIsNotListenedTo() throws IOException {
        try (var server = new TcpServer((caller, count) -> {
            caller.getOutputStream().write('+');
            var piece = "ding".repeat(16_384).getBytes(StandardCharsets.UTF_8);
            for (var times = 0; times < 100_000; times++) {
                caller.getOutputStream().write(piece);
            }
        })) {
            assertThatThrownBy(() -> send(server, "{}"))
                    .isInstanceOf(DeliveryFailed.class)
                    .hasMessageContaining("this is not how Redis answers");
        }
    }

    @Test
    void nobodyWaitsLongForOneWhoAnswersAByteAtATimeOrDoesNotRead() throws IOException {
        var end = new CountDownLatch(1);
        try (var slow = new TcpServer((caller, count) -> {
                    do {
                        caller.getOutputStream().write('+');
                    } while (!end.await(1, TimeUnit.SECONDS));
                });
                var deaf = new TcpServer((caller, count) -> end.await())) {
            var waiting = List.of(trying(slow, "{}"), trying(deaf, "ding".repeat(8 * 1024 * 1024)));

            for (var one : waiting) {
                assertThat(one)
                        .succeedsWithin(Duration.ofSeconds(25))
                        .asString()
                        .contains("not done within 15 seconds");
            }
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://127.0.0.1:70000/0",
                "redis://127.0.0.1:0/0",
                "redis://127.0.0.1:6379/4294967295",
                "redis://127.0.0.1:6379/-1",
                "redis://127.0.0.1:6379/+1",
                "redis://127.0.0.1:6379/zero",
                "redis://127.0.0.1:6379/0/1"
            })
    void anAddressThatCannotBeOneIsRefused(String address) {
        assertThatThrownBy(() -> sender.check(wanted(address))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://127.0.0.1",
                "redis://127.0.0.1/",
                "rediss://127.0.0.1:65535/15",
                "redis://127.0.0.1:6379/9999"
            })
    void anyOtherIsTaken(String address) {
        assertThat(sender.check(wanted(address))).isEqualTo(address);
    }

    private static NewForward wanted(String address) {
        return new NewForward(
                ForwardKind.REDIS_LIST, "Queue", address, "bells", "", "", true, false, false, Level.DEBUG, "");
    }

    private CompletableFuture<String> trying(TcpServer server, String json) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return send(server, json);
            } catch (DeliveryFailed e) {
                return e.getMessage();
            }
        });
    }

    private String send(TcpServer server, String json) throws DeliveryFailed {
        var target = new Target(
                1,
                1,
                ForwardKind.REDIS_LIST,
                "redis://127.0.0.1:" + server.port(),
                "bells",
                "",
                "",
                true,
                false,
                false,
                Level.DEBUG,
                "");
        return sender.send(target, List.of(new Message("1", "sample", json)));
    }
}
