package tocsin.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.outbox.DeliveryFailed;
import tocsin.sentry.SentryEvent.Level;
import tocsin.testing.TcpServer;

/** Whoever answers where Kafka should be, or stands on the way, takes neither our password nor our time. */
class HostileKafkaTest {

    private static final String PASSWORD = "bell-rope";

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    /** Writes an answer's body. */
    private interface Answer {
        void to(DataOutputStream out, String asked) throws IOException;
    }

    @Test
    void aPasswordIsNotSaidToWhoKnowsNothingButPlain() {
        assertThatThrownBy(() -> logIn((out, asked) -> {
                    out.writeShort(33);
                    out.writeInt(1);
                    out.writeUTF("PLAIN");
                }))
                .isInstanceOf(DeliveryFailed.class)
                .hasMessageContaining("kafkas://")
                .hasMessageContaining("TOCSIN_OUTGOING_ALLOW");
        assertThat(heard.toString(UTF_8)).contains(KafkaLogin.FIRST).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_095, 100_001, Integer.MAX_VALUE})
    @Timeout(10)
    void aPasswordIsHashedOftenEnoughAndNotForEver(int rounds) {
        assertThatThrownBy(() -> logIn((out, asked) -> {
                    out.writeShort(0);
                    if (!asked.contains("r=")) {
                        out.writeInt(0);
                        return;
                    }
                    out.writeShort(-1);
                    var nonce = asked.substring(asked.indexOf("r="));
                    var first = nonce + "more,s=c2FsdHNhbHQ=,i=" + rounds;
                    out.writeInt(first.length());
                    out.writeBytes(first);
                }))
                .isInstanceOf(DeliveryFailed.class)
                .hasMessageContaining("hashed " + rounds + " times");
    }

    private void logIn(Answer answer) throws IOException, DeliveryFailed {
        try (var server = new TcpServer((caller, count) -> answer(caller, answer));
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var wire = new KafkaWire(socket.getInputStream(), socket.getOutputStream());
            KafkaLogin.in(wire, target(), KafkaLogin.FIRST, false);
        }
    }

    private void answer(Socket caller, Answer answer) throws IOException {
        var in = new DataInputStream(caller.getInputStream());
        var out = new DataOutputStream(caller.getOutputStream());
        while (true) {
            var question = in.readNBytes(in.readInt());
            heard.writeBytes(question);
            var body = new ByteArrayOutputStream();
            var to = new DataOutputStream(body);
            // The number of the question, behind its kind and version.
            to.write(question, 4, 4);
            answer.to(to, new String(question, UTF_8));
            out.writeInt(body.size());
            body.writeTo(out);
        }
    }

    private static Target target() {
        return new Target(
                1,
                1,
                ForwardKind.KAFKA,
                "kafka://broker.example.org",
                "bells",
                "ringer",
                PASSWORD,
                true,
                true,
                true,
                Level.DEBUG,
                "");
    }
}
