package tocsin.forward;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tocsin.outbox.DeliveryFailed;

/**
 * The little of Kafka's protocol that we speak, in versions that brokers know from 0.11 on: a request is its length, its
 * key, its version, a number, our name and its body; an answer its length, that number and its body. Texts have their
 * length before them in 16 bits, bytes in 32.
 */
final class KafkaWire {

    static final short PRODUCE = 0;
    static final short METADATA = 3;
    static final short SASL_HANDSHAKE = 17;
    static final short SASL_AUTHENTICATE = 36;

    private static final String CLIENT = "tocsin";
    /** Answers to what we ask are short; the longest names each of a topic's partitions. */
    private static final int LONGEST = 512 * 1024;

    private final DataInputStream in;
    private final DataOutputStream out;
    private int asked;

    /** Writes a request's body. */
    interface Body {
        void to(DataOutputStream out) throws IOException;
    }

    KafkaWire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /** The answer's body. */
    DataInputStream ask(short key, int version, Body body) throws IOException {
        var request = new ByteArrayOutputStream();
        var to = new DataOutputStream(request);
        to.writeShort(key);
        to.writeShort(version);
        to.writeInt(++asked);
        text(to, CLIENT);
        body.to(to);
        out.writeInt(request.size());
        request.writeTo(out);
        out.flush();
        return answer();
    }

    private DataInputStream answer() throws IOException {
        var length = in.readInt();
        if (length < Integer.BYTES || length > LONGEST) {
            throw new IOException("this is not how Kafka answers");
        }
        var answer = new byte[length];
        in.readFully(answer);
        var body = new DataInputStream(new ByteArrayInputStream(answer));
        if (body.readInt() != asked) {
            throw new IOException("this answers another question");
        }
        return body;
    }

    static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    /** Null where there is none. */
    static String text(DataInputStream in) throws IOException {
        var length = in.readShort();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(Math.max(0, in.readInt()));
    }

    /** In words for people; the numbers are the protocol's. */
    static DeliveryFailed failed(short error) {
        return new DeliveryFailed("Kafka answered: "
                + switch (error) {
                    case 3 -> "there is no such topic, or it may not be seen";
                    case 5, 6 -> "the partition has no leader now";
                    case 7 -> "not enough brokers took it in time";
                    case 10, 18 -> "this is more than the topic takes at once (max.message.bytes)";
                    case 17 -> "this cannot be the name of a topic";
                    case 19, 20 -> "too few replicas are in sync";
                    case 29 -> "this login may not write to the topic";
                    case 31 -> "this login may not use the cluster";
                    case 33, 34, 58 -> "the login is not taken";
                    case 87 -> "the topic takes no such messages";
                    default -> "error " + error;
                });
    }
}
