package tocsin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged Tocsin as a process of its own, with an embedded PostgreSQL in its data directory. */
final class Server implements Subject {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final JsonNode address;
    private final Path data;
    private final OwnPostgres postgres;
    private final long readyMillis;

    private Server(Process process, JsonNode address, Path data, long readyMillis) {
        this.process = process;
        this.address = address;
        this.data = data;
        this.postgres = new OwnPostgres(data);
        this.readyMillis = readyMillis;
    }

    /** @param executable the native executable, or the jar of the JVM application */
    static Server start(Path executable, Path data) throws IOException {
        return start(executable, data, 0);
    }

    /** @param port to listen on; 0 for any that is free */
    static Server start(Path executable, Path data, int port) throws IOException {
        return start(executable, data, port, Map.of());
    }

    /** @param environment what differs from this process's own */
    static Server start(Path executable, Path data, int port, Map<String, String> environment) throws IOException {
        Files.createDirectories(data);
        var command = new ArrayList<>(words(executable));
        command.addAll(List.of("run", "--json", "--port", String.valueOf(port), "--data", data.toString()));
        var from = System.nanoTime();
        var builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        data.resolve("server.log").toFile()));
        builder.environment().putAll(environment);
        var process = builder.start();
        var line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("the server did not start, see " + data.resolve("server.log"));
        }
        var readyMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        return new Server(process, JSON.readTree(line), data, readyMillis);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static List<String> words(Path executable) {
        if (!executable.toString().endsWith(".jar")) {
            return List.of(executable.toString());
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(java.toString(), "-jar", executable.toString());
    }

    long readyMillis() {
        return readyMillis;
    }

    URI url() {
        return URI.create(text("url"));
    }

    /** The key that a DSN carries. */
    String key() {
        return URI.create(text("dsn")).getUserInfo();
    }

    String text(String field) {
        return address.required(field).asText();
    }

    /** The number that a DSN ends with. */
    long project() {
        return Long.parseLong(URI.create(text("dsn")).getPath().substring(1));
    }

    @Override
    public String version() {
        return text("version");
    }

    @Override
    public Target target() {
        return Target.of(this);
    }

    @Override
    public Counts counts() throws IOException, InterruptedException {
        return new Api(this).counts();
    }

    @Override
    public long diskBytes() throws IOException {
        return postgres.diskBytes();
    }

    @Override
    public Visitor visitor() throws IOException, InterruptedException {
        return Visitor.loggedIn(url().resolve("/login"), "email", text("email"), "password", text("password"));
    }

    @Override
    public String issuesPath() {
        return projectPath() + "/issues";
    }

    String projectPath() {
        return "/" + text("organization") + "/" + text("project");
    }

    @Override
    public Usage usage() {
        return Usage.of(process.pid(), postgres.pidFile());
    }

    /** The superuser's way into the embedded database, for filling it and for its statistics. */
    String jdbcUrl(String database) throws IOException {
        return postgres.jdbcUrl(database);
    }

    /** Ends it without a word, as a crash does; the database stays behind. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Postmaster database() {
        return new Postmaster(data.resolve("postgresql"));
    }

    Path spool() {
        return data.resolve("spool");
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
