package tocsin.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Redis with a password, which keeps nothing when it ends. */
public final class RedisServer implements AutoCloseable {

    public static final String PASSWORD = "bell-rope";

    private final int port = freePort();
    private final int secured = freePort();
    private final Process process;

    public RedisServer() throws IOException, InterruptedException {
        this(List.of());
    }

    /** One that speaks TLS as well. */
    public static RedisServer with(Certificate certificate)
            throws IOException, InterruptedException, GeneralSecurityException {
        var chain = certificate.chain().toString();
        return new RedisServer(List.of(
                "--tls-cert-file",
                chain,
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-ca-cert-file",
                chain,
                "--tls-auth-clients",
                "no"));
    }

    private RedisServer(List<String> tls) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("tocsin-redis");
        var line = new ArrayList<>(List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--requirepass",
                PASSWORD,
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toString()));
        if (!tls.isEmpty()) {
            line.addAll(List.of("--tls-port", Integer.toString(secured)));
            line.addAll(tls);
        }
        process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Awaitility.await("Redis, whose words are in " + directory)
                .atMost(20, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .failFast(() -> !process.isAlive())
                .until(() -> ask("PING").equals("PONG"));
    }

    public String url() {
        return "redis://127.0.0.1:" + port + "/0";
    }

    public int securedPort() {
        return secured;
    }

    /** What redis-cli prints. */
    public String ask(String... command) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1", "-p", Integer.toString(port)));
        line.addAll(List.of(command));
        var client = new ProcessBuilder(line).redirectErrorStream(true);
        client.environment().put("REDISCLI_AUTH", PASSWORD);
        var asked = client.start();
        asked.getOutputStream().close();
        var said = new String(asked.getInputStream().readAllBytes()).strip();
        asked.waitFor(10, TimeUnit.SECONDS);
        return said;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
