package tocsin.forward;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tocsin.outbox.DeliveryFailed;

/** Logs in by SASL. A broker says which mechanisms it knows only to those who ask for another, and hangs up then. */
final class KafkaLogin {

    static final String FIRST = "SCRAM-SHA-512";

    /** Says the password as it is. */
    private static final String CLEAR = "PLAIN";

    /** The strongest first. */
    private static final List<String> KNOWN = List.of(FIRST, "SCRAM-SHA-256", CLEAR);

    /** With fewer rounds whoever answers could guess the password afterwards; with more it takes all our time. */
    private static final int FEWEST = 4_096;

    private static final int MOST = 100_000;

    private static final short UNKNOWN_MECHANISM = 33;

    private KafkaLogin() {}

    /**
     * Empty when it is done; otherwise the mechanism to come back with, by a new connection. Whoever stands between us and
     * the broker may say that it knows nothing but PLAIN.
     *
     * @param keepsSecrets whether the password may be said as it is
     */
    static Optional<String> in(KafkaWire wire, Target target, String mechanism, boolean keepsSecrets)
            throws IOException, DeliveryFailed {
        var answer = wire.ask(KafkaWire.SASL_HANDSHAKE, 1, out -> KafkaWire.text(out, mechanism));
        var error = answer.readShort();
        if (error == UNKNOWN_MECHANISM) {
            var theirs = new ArrayList<String>();
            for (var left = answer.readInt(); left > 0; left--) {
                theirs.add(KafkaWire.text(answer));
            }
            return Optional.of(next(mechanism, theirs, keepsSecrets));
        }
        if (error != 0) {
            throw KafkaWire.failed(error);
        }
        if (mechanism.equals(CLEAR)) {
            // The name may lead elsewhere this time
            if (!keepsSecrets) {
                throw readable();
            }
            say(wire, "\0" + target.login() + "\0" + target.secret());
        } else {
            scram(wire, target, mechanism);
        }
        return Optional.empty();
    }

    private static String next(String mechanism, List<String> theirs, boolean keepsSecrets) throws DeliveryFailed {
        var other = KNOWN.stream()
                .filter(one -> theirs.contains(one) && !one.equals(mechanism))
                .findFirst()
                .orElseThrow(() -> new DeliveryFailed("Kafka takes none of the logins " + KNOWN));
        if (other.equals(CLEAR) && !keepsSecrets) {
            throw readable();
        }
        return other;
    }

    private static DeliveryFailed readable() {
        return new DeliveryFailed("Kafka takes no login but PLAIN, by which everybody on the way could read the"
                + " password: use kafkas://, or let the operator allow its network by TOCSIN_OUTGOING_ALLOW");
    }

    private static void scram(KafkaWire wire, Target target, String mechanism) throws IOException, DeliveryFailed {
        try {
            var client = ScramClient.builder()
                    .advertisedMechanisms(List.of(mechanism))
                    .username(target.login())
                    .password(target.secret().toCharArray())
                    .build();
            var rounds = client.serverFirstMessage(
                            say(wire, client.clientFirstMessage().toString()))
                    .getIterationCount();
            if (rounds < FEWEST || rounds > MOST) {
                throw new DeliveryFailed("Kafka wants the password hashed %d times: it must be %d to %d"
                        .formatted(rounds, FEWEST, MOST));
            }
            client.serverFinalMessage(say(wire, client.clientFinalMessage().toString()));
        } catch (ScramException | IllegalArgumentException e) {
            throw new DeliveryFailed("The login is not taken: " + e.getMessage(), e);
        }
    }

    private static String say(KafkaWire wire, String words) throws IOException, DeliveryFailed {
        var answer = wire.ask(
                KafkaWire.SASL_AUTHENTICATE, 0, out -> KafkaWire.bytes(out, words.getBytes(StandardCharsets.UTF_8)));
        var error = answer.readShort();
        var why = KafkaWire.text(answer);
        if (error != 0) {
            throw why == null ? KafkaWire.failed(error) : new DeliveryFailed("Kafka answered: " + why);
        }
        return new String(KafkaWire.bytes(answer), StandardCharsets.UTF_8);
    }
}
