package tocsin.forward;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tocsin.account.Refused;
import tocsin.outbox.DeliveryFailed;
import tocsin.outgoing.Call;
import tocsin.outgoing.Destination;
import tocsin.outgoing.Door;
import tocsin.outgoing.OutgoingRefused;

/**
 * Writes messages to a topic and waits until all replicas that are in sync have them. The library of Kafka connects to
 * whatever addresses the first broker names, which must pass our door; so this speaks to the leader itself.
 */
@ApplicationScoped
final class KafkaSender implements Sender {

    private static final int PORT = 9_092;
    private static final short ALL_IN_SYNC = -1;
    private static final int PATIENCE_MILLIS = 8_000;
    /** Each that is away may cost some seconds, and others wait for the same thread. */
    private static final int MOST_BROKERS = 5;

    private final Door door;

    KafkaSender(Door door) {
        this.door = door;
    }

    private record Broker(String host, int port) {}

    private record Leader(int partition, Broker broker) {}

    private record Reached(Broker broker, Call call) {}

    /** A broker that listens to us. */
    private record Line(Broker broker, Call call, KafkaWire wire) implements AutoCloseable {

        @Override
        public void close() {
            call.close();
        }
    }

    @Override
    public boolean serves(ForwardKind kind) {
        return kind == ForwardKind.KAFKA;
    }

    @Override
    public String check(NewForward forward) {
        var brokers = destinations(forward.address());
        if (forward.channel().isBlank()) {
            throw new Refused("channel", "Say the name of the topic");
        }
        if (forward.login().isEmpty() != forward.secret().isEmpty()) {
            throw new Refused("secret", "Say a login and its password, or neither");
        }
        brokers.forEach(broker -> door.resolve(broker.host(), 0));
        return forward.address();
    }

    /** One broker, or some with commas between them, as Kafka's own clients are told them. */
    private static List<Destination> destinations(String address) {
        var parts = address.split("://", 2);
        if (parts.length < 2) {
            return List.of(destination(address));
        }
        var names = parts[1].split(",", -1);
        if (names.length > MOST_BROKERS) {
            throw new Refused(
                    "address", "Name at most " + MOST_BROKERS + " brokers: one of them is asked for the leader");
        }
        return Arrays.stream(names)
                .map(name -> destination(parts[0] + "://" + name))
                .toList();
    }

    private static Destination destination(String address) {
        return Destination.parse(address, "kafka")
                .filter(to -> to.query() == null && to.path().length() <= 1)
                .orElseThrow(() -> new Refused(
                        "address",
                        "This must be an address such as kafka://broker.example.org:9092, or several as in"
                                + " kafka://one.example.org:9092,two.example.org:9092; the topic has a field"));
    }

    @Override
    public String send(Target target, List<Message> messages) throws DeliveryFailed {
        var named = destinations(target.address());
        var tls = named.getFirst().tls();
        var brokers =
                named.stream().map(to -> new Broker(to.host(), to.port(PORT))).toList();
        try (var line = line(target, brokers, tls)) {
            var leader = leader(target, line, messages.getFirst());
            if (leader.broker().equals(line.broker())) {
                return produce(target, line, leader.partition(), messages);
            }
            try (var direct = line(target, List.of(leader.broker()), tls)) {
                return produce(target, direct, leader.partition(), messages);
            }
        }
    }

    /** To the first of them that is there. */
    private Line line(Target target, List<Broker> brokers, boolean tls) throws DeliveryFailed {
        var mechanism = KafkaLogin.FIRST;
        for (var tries = 0; tries < 2; tries++) {
            var reached = reach(brokers, tls);
            var call = reached.call();
            try {
                var line = new Line(reached.broker(), call, new KafkaWire(call.in(), call.out()));
                if (target.login().isEmpty()) {
                    return line;
                }
                var other = KafkaLogin.in(line.wire(), target, mechanism, call.keepsSecrets());
                if (other.isEmpty()) {
                    return line;
                }
                mechanism = other.get();
                call.close();
            } catch (IOException e) {
                call.close();
                throw new DeliveryFailed("The connection broke: " + call.words(e), e);
            } catch (DeliveryFailed | RuntimeException e) {
                call.close();
                throw e;
            }
        }
        throw new DeliveryFailed("Kafka takes none of the logins that it names");
    }

    private Reached reach(List<Broker> brokers, boolean tls) throws DeliveryFailed {
        var said = new ArrayList<String>();
        for (var broker : brokers) {
            try {
                return new Reached(broker, call(broker, tls));
            } catch (DeliveryFailed e) {
                said.add(e.getMessage());
            }
        }
        throw new DeliveryFailed(String.join("; ", said));
    }

    private Call call(Broker broker, boolean tls) throws DeliveryFailed {
        try {
            return door.connect(broker.host(), broker.port(), tls);
        } catch (IOException e) {
            throw new DeliveryFailed(
                    "No connection to %s:%d: %s".formatted(broker.host(), broker.port(), e.getMessage()), e);
        } catch (OutgoingRefused e) {
            throw new DeliveryFailed(e.getMessage(), e);
        }
    }

    /** Of the partition that the message belongs to: what is sent again comes to the same. */
    private static Leader leader(Target target, Line line, Message message) throws DeliveryFailed {
        try {
            var answer = line.wire().ask(KafkaWire.METADATA, 1, out -> {
                out.writeInt(1);
                KafkaWire.text(out, target.channel());
            });
            var brokers = brokers(answer);
            var leaders = leaders(answer, brokers);
            if (leaders.isEmpty()) {
                throw KafkaWire.failed((short) 5);
            }
            var bytes = message.id().getBytes(StandardCharsets.UTF_8);
            return leaders.get(Math.floorMod(Arrays.hashCode(bytes), leaders.size()));
        } catch (IOException e) {
            throw new DeliveryFailed("The connection broke: " + line.call().words(e), e);
        }
    }

    private static Map<Integer, Broker> brokers(DataInputStream answer) throws IOException {
        var brokers = new HashMap<Integer, Broker>();
        for (var left = answer.readInt(); left > 0; left--) {
            var id = answer.readInt();
            brokers.put(id, new Broker(KafkaWire.text(answer), answer.readInt()));
            // Its rack.
            KafkaWire.text(answer);
        }
        // The controller.
        answer.readInt();
        return brokers;
    }

    private static List<Leader> leaders(DataInputStream answer, Map<Integer, Broker> brokers)
            throws IOException, DeliveryFailed {
        var leaders = new ArrayList<Leader>();
        for (var topics = answer.readInt(); topics > 0; topics--) {
            var error = answer.readShort();
            if (error != 0) {
                throw KafkaWire.failed(error);
            }
            KafkaWire.text(answer);
            answer.readBoolean();
            for (var left = answer.readInt(); left > 0; left--) {
                answer.readShort();
                var partition = answer.readInt();
                var broker = brokers.get(answer.readInt());
                // Replicas, and those of them that are in sync.
                answer.skipNBytes(4L * Math.max(0, answer.readInt()));
                answer.skipNBytes(4L * Math.max(0, answer.readInt()));
                if (broker != null) {
                    leaders.add(new Leader(partition, broker));
                }
            }
        }
        return leaders;
    }

    private static String produce(Target target, Line line, int partition, List<Message> messages)
            throws DeliveryFailed {
        try {
            var batch = KafkaBatch.of(messages, System.currentTimeMillis());
            var answer = line.wire().ask(KafkaWire.PRODUCE, 3, out -> {
                // No transaction.
                out.writeShort(-1);
                out.writeShort(ALL_IN_SYNC);
                out.writeInt(PATIENCE_MILLIS);
                out.writeInt(1);
                KafkaWire.text(out, target.channel());
                out.writeInt(1);
                out.writeInt(partition);
                KafkaWire.bytes(out, batch);
            });
            // One topic, its name, one partition, its number.
            answer.readInt();
            KafkaWire.text(answer);
            answer.readInt();
            answer.readInt();
            var error = answer.readShort();
            if (error != 0) {
                throw KafkaWire.failed(error);
            }
            return "Taken: partition " + partition + ", offset " + answer.readLong();
        } catch (IOException e) {
            throw new DeliveryFailed("The connection broke: " + line.call().words(e), e);
        }
    }
}
