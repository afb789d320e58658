package tocsin.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tocsin.outbox.DeliveryFailed;
import tocsin.outgoing.Doors;
import tocsin.sentry.SentryEvent.Level;
import tocsin.testing.Certificate;
import tocsin.testing.KafkaBroker;
import tocsin.testing.RedisServer;

/** What goes to Redis and Kafka by TLS, to whoever has the right certificate and to nobody else. */
class SecuredForwardTest {

    private static final Message MESSAGE = new Message("bell-1", "sample", "{\"id\":\"bell-1\"}");

    private static Certificate certificate;
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() throws Exception {
        certificate = new Certificate();
        redis = RedisServer.with(certificate);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Test
    void redisTakesIt() throws Exception {
        sendToRedis("rediss://localhost:" + redis.securedPort(), certificate.trusted());

        assertThat(redis.ask("LINDEX", "bells", "-1")).isEqualTo(MESSAGE.json());
    }

    @Test
    void nothingIsSaidToAServerThatNobodyVouchesFor() throws Exception {
        var usual = (SSLSocketFactory) SSLSocketFactory.getDefault();
        assertThatThrownBy(() -> sendToRedis("rediss://localhost:" + redis.securedPort(), usual))
                .isInstanceOf(DeliveryFailed.class)
                .hasMessageContaining("certification path");
        assertThatThrownBy(() -> sendToRedis("rediss://127.0.0.1:" + redis.securedPort(), certificate.trusted()))
                .isInstanceOf(DeliveryFailed.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void kafkaTakesIt() throws Exception {
        try (var kafka = new KafkaBroker("PLAIN", certificate)) {
            kafka.topic("bells");
            var sender = new KafkaSender(Doors.trusting(certificate.trusted()));

            var said = sender.send(target(ForwardKind.KAFKA, kafka.securedUrl(), ""), List.of(MESSAGE));

            assertThat(said).contains("offset");
            assertThat(kafka.read("bells", 1)).singleElement().asString().contains("bell-1");
        }
    }

    private static void sendToRedis(String address, SSLSocketFactory secure) throws DeliveryFailed {
        new RedisSender(Doors.trusting(secure))
                .send(target(ForwardKind.REDIS_LIST, address, RedisServer.PASSWORD), List.of(MESSAGE));
    }

    private static Target target(ForwardKind kind, String address, String secret) {
        return new Target(1, 1, kind, address, "bells", "", secret, true, false, false, Level.DEBUG, "");
    }
}
