package tocsin.forward;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import tocsin.account.Refused;
import tocsin.outbox.DeliveryFailed;
import tocsin.outgoing.Door;
import tocsin.outgoing.OutgoingRefused;

/** Pushes each message to the end of a list, or adds it to a stream as the fields {@code id}, {@code type} and {@code data}. */
@ApplicationScoped
final class RedisSender implements Sender {

    private static final int PORT = 6_379;
    private static final int MILLIS = 10_000;
    private static final int DATABASES = 10_000;

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
        var url = url(forward.address());
        if (forward.channel().isBlank()) {
            throw new Refused("channel", "Say the name of the list or stream");
        }
        try {
            door.resolve(url.getHost(), 0);
        } catch (OutgoingRefused e) {
            throw new Refused("address", e.getMessage());
        }
        return forward.address();
    }

    private static URI url(String address) {
        try {
            var url = new URI(address);
            var scheme = url.getScheme() == null ? "" : url.getScheme();
            if ((scheme.equals("redis") || scheme.equals("rediss"))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && database(url) <= DATABASES) {
                return url;
            }
        } catch (URISyntaxException | NumberFormatException e) {
            // The same answer as for an address of another kind.
        }
        throw new Refused(
                "address",
                "This must be an address such as redis://queue.example.org:6379/0; the password has a field");
    }

    private static int database(URI url) {
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.length() <= 1 ? 0 : Integer.parseUnsignedInt(path.substring(1));
    }

    @Override
    public String send(Target target, List<Message> messages) throws DeliveryFailed {
        var url = URI.create(target.address());
        try (var redis = new Connection(sockets(url), login(url, target))) {
            for (var message : messages) {
                redis.sendCommand(command(target, message));
            }
            // One round trip for all; the last answer is the length of the list or the id in the stream.
            var answers = redis.getMany(messages.size());
            for (var answer : answers) {
                if (answer instanceof JedisException refused) {
                    throw new DeliveryFailed("Redis answered: " + refused.getMessage(), refused);
                }
            }
            return "Taken: " + shown(answers.getLast());
        } catch (JedisConnectionException e) {
            throw new DeliveryFailed(words(e), e);
        } catch (JedisException e) {
            throw new DeliveryFailed("Redis answered: " + e.getMessage(), e);
        } catch (OutgoingRefused e) {
            throw new DeliveryFailed(e.getMessage(), e);
        }
    }

    private static CommandArguments command(Target target, Message message) {
        return target.kind() == ForwardKind.REDIS_LIST
                ? new CommandArguments(Protocol.Command.RPUSH)
                        .add(target.channel())
                        .add(message.json())
                : new CommandArguments(Protocol.Command.XADD)
                        .add(target.channel())
                        .add("*")
                        .add("id")
                        .add(message.id())
                        .add("type")
                        .add(message.type())
                        .add("data")
                        .add(message.json());
    }

    private JedisSocketFactory sockets(URI url) {
        return () -> connect(url);
    }

    private Socket connect(URI url) {
        try {
            var port = url.getPort() < 0 ? PORT : url.getPort();
            return door.connect(url.getHost(), port, url.getScheme().equals("rediss"));
        } catch (IOException e) {
            throw new JedisConnectionException("No connection: " + e.getMessage(), e);
        }
    }

    private static JedisClientConfig login(URI url, Target target) {
        return DefaultJedisClientConfig.builder()
                .user(target.login().isEmpty() ? null : target.login())
                .password(target.secret().isEmpty() ? null : target.secret())
                .database(database(url))
                .socketTimeoutMillis(MILLIS)
                .build();
    }

    private static String words(JedisConnectionException e) {
        return e.getCause() == null || e.getMessage().startsWith("No connection")
                ? e.getMessage()
                : "The connection broke: " + e.getCause().getMessage();
    }

    private static String shown(Object answer) {
        return answer instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                : answer + "";
    }
}
