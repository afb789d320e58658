package tocsin.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Kafka of one broker, with a port for everybody, one for those who log in, and one with TLS if it has a certificate. */
public final class KafkaBroker implements AutoCloseable {

    public static final String LOGIN = "ringer";
    public static final String PASSWORD = "bell-rope";

    private final Path directory = Files.createTempDirectory("tocsin-kafka");
    private final int open = freePort();
    private final int locked = freePort();
    private final int secured = freePort();
    private final Process process;

    /** @param mechanisms of SASL, such as {@code SCRAM-SHA-256,PLAIN} */
    public KafkaBroker(String mechanisms) throws IOException, InterruptedException {
        this(mechanisms, null);
    }

    /** @param certificate null for none */
    public KafkaBroker(String mechanisms, Certificate certificate) throws IOException, InterruptedException {
        var controller = freePort();
        var properties = new TreeMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "OPEN",
                "log.dirs", directory.resolve("log").toString(),
                "num.partitions", "3",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0"));
        properties.put("auto.create.topics.enable", "false");
        properties.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,OPEN:PLAINTEXT,LOCKED:SASL_PLAINTEXT,SECURED:SSL");
        properties.put("sasl.enabled.mechanisms", mechanisms);
        properties.put(
                "listener.name.locked.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + LOGIN + "=\"" + PASSWORD
                        + "\";");
        for (var mechanism : List.of("256", "512")) {
            properties.put(
                    "listener.name.locked.scram-sha-" + mechanism + ".sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        }
        var listeners = "OPEN://127.0.0.1:" + open + ",LOCKED://127.0.0.1:" + locked;
        if (certificate != null) {
            listeners += ",SECURED://localhost:" + secured;
            properties.put("ssl.keystore.type", "PKCS12");
            properties.put("ssl.keystore.location", certificate.store().toString());
            properties.put("ssl.keystore.password", Certificate.PASSWORD);
        }
        properties.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controller);
        properties.put("advertised.listeners", listeners);
        var lines = new ArrayList<String>();
        properties.forEach((name, value) -> lines.add(name + "=" + value));
        var file = Files.write(directory.resolve("server.properties"), lines).toString();
        run(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "MkU3OEVBNTcwNTJENDM2Qk",
                "-c",
                file,
                "--add-scram",
                "SCRAM-SHA-256=[name=" + LOGIN + ",password=" + PASSWORD + "]",
                "--add-scram",
                "SCRAM-SHA-512=[name=" + LOGIN + ",password=" + PASSWORD + "]");
        process = java("kafka.Kafka", file)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        Awaitility.await("Kafka, whose words are in " + directory)
                .atMost(60, TimeUnit.SECONDS)
                .failFast(() -> !process.isAlive())
                .until(() -> listens(open) && listens(locked) && (certificate == null || listens(secured)));
    }

    public String url() {
        return "kafka://127.0.0.1:" + open;
    }

    /** Where one logs in. */
    public String lockedUrl() {
        return "kafka://127.0.0.1:" + locked;
    }

    /** With TLS. */
    public String securedUrl() {
        return "kafkas://localhost:" + secured;
    }

    public void topic(String name, String... settings) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("--bootstrap-server", "127.0.0.1:" + open, "--create", "--topic", name));
        words.addAll(List.of(settings));
        run("org.apache.kafka.tools.TopicCommand", words.toArray(String[]::new));
    }

    /** The next so many records as Kafka's own consumer prints them: partition, headers, key and value. */
    public List<String> read(String topic, int records) throws IOException, InterruptedException {
        return run(
                        "org.apache.kafka.tools.consumer.ConsoleConsumer",
                        "--bootstrap-server",
                        "127.0.0.1:" + open,
                        "--topic",
                        topic,
                        "--from-beginning",
                        "--max-messages",
                        Integer.toString(records),
                        "--timeout-ms",
                        "30000",
                        "--property",
                        "print.key=true",
                        "--property",
                        "print.headers=true",
                        "--property",
                        "print.partition=true")
                .lines()
                .filter(line -> line.startsWith("Partition:"))
                .toList();
    }

    private String run(String program, String... words) throws IOException, InterruptedException {
        var started = java(program, words).start();
        started.getOutputStream().close();
        var said = new String(started.getInputStream().readAllBytes());
        if (started.waitFor() != 0) {
            throw new IOException(program + " failed: " + said);
        }
        return said;
    }

    private ProcessBuilder java(String program, String... words) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Installed.home().resolve("kafka/lib") + "/*",
                program));
        line.addAll(List.of(words));
        return new ProcessBuilder(line).redirectErrorStream(true).directory(directory.toFile());
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
