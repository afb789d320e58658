package tocsin.forward;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tocsin.account.Refused;
import tocsin.outbox.DeliveryFailed;
import tocsin.outgoing.Call;
import tocsin.outgoing.Destination;
import tocsin.outgoing.Door;
import tocsin.outgoing.OutgoingRefused;

/** Pushes each message to the end of a list, or adds it to a stream as the fields {@code id}, {@code type} and {@code data}. */
@ApplicationScoped
final class RedisSender implements Sender {

    private static final int PORT = 6_379;
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,4}");

    private final Door door;

    RedisSender(Door door) {
        this.door = door;
    }

    @Override
    public boolean serves(ForwardKind kind) {
        return kind == ForwardKind.REDIS_LIST || kind == ForwardKind.REDIS_STREAM;
    }

    @Override
    public String check(NewForward forward) {
        var to = destination(forward.address());
        if (forward.channel().isBlank()) {
            throw new Refused("channel", "Say the name of the list or stream");
        }
        door.resolve(to.host(), 0);
        return forward.address();
    }

    private static Destination destination(String address) {
        return Destination.parse(address, "redis")
                .filter(to -> to.query() == null && DATABASE.matcher(to.path()).matches())
                .orElseThrow(() -> new Refused(
                        "address",
                        "This must be an address such as redis://queue.example.org:6379/0; the password has a field"));
    }

    @Override
    public String send(Target target, List<Message> messages) throws DeliveryFailed {
        try (var call = connect(destination(target.address()))) {
            try {
                return send(target, messages, new Resp(call.in(), call.out()));
            } catch (IOException e) {
                throw new DeliveryFailed("The connection broke: " + call.words(e), e);
            }
        }
    }

    private Call connect(Destination to) throws DeliveryFailed {
        try {
            return door.connect(to.host(), to.port(PORT), to.tls());
        } catch (IOException e) {
            throw new DeliveryFailed("No connection: " + e.getMessage(), e);
        } catch (OutgoingRefused e) {
            throw new DeliveryFailed(e.getMessage(), e);
        }
    }

    /** One round trip for all; the last answer is the length of the list or the id in the stream. */
    private static String send(Target target, List<Message> messages, Resp redis) throws IOException, DeliveryFailed {
        var asked = 0;
        if (!target.secret().isEmpty()) {
            redis.say(
                    target.login().isEmpty()
                            ? new String[] {"AUTH", target.secret()}
                            : new String[] {"AUTH", target.login(), target.secret()});
            asked++;
        }
        var path = destination(target.address()).path();
        if (path.length() > 1) {
            redis.say("SELECT", path.substring(1));
            asked++;
        }
        for (var message : messages) {
            redis.say(command(target, message));
            asked++;
        }
        redis.flush();
        var answer = "";
        for (; asked > 0; asked--) {
            answer = redis.answer();
        }
        return "Taken: " + answer;
    }

    private static String[] command(Target target, Message message) {
        return target.kind() == ForwardKind.REDIS_LIST
                ? new String[] {"RPUSH", target.channel(), message.json()}
                : new String[] {
                    "XADD", target.channel(), "*", "id", message.id(), "type", message.type(), "data", message.json()
                };
    }
}
