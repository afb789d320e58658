package tocsin.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** {@code tocsin serve} beside a running {@code tocsin run}, on the same migrated database. */
final class Serving {

    private static final long PATIENCE_SECONDS = 60;

    private final Path executable;
    private final Server beside;
    private final String password;

    /** Gives the database's roles a password that is known here; the server beside keeps the connections it has. */
    Serving(Path executable, Server beside) throws IOException, SQLException {
        this.executable = executable;
        this.beside = beside;
        this.password = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        try (var superuser = DriverManager.getConnection(beside.jdbcUrl("postgres"));
                var statement = superuser.createStatement()) {
            statement.execute("alter role tocsin_app password '" + password + "'");
            statement.execute("alter role tocsin_ingest password '" + password + "'");
        }
    }

    /** Milliseconds from the start of the process to the first 200 of {@code /ready}. */
    double readyMillis() throws IOException, InterruptedException {
        var port = freePort();
        var command = new ArrayList<>(Server.words(executable));
        command.add("serve");
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        var environment = builder.environment();
        environment.put("TOCSIN_PORT", String.valueOf(port));
        environment.put("TOCSIN_MANAGEMENT_PORT", "0");
        environment.put("TOCSIN_DRAIN", "0s");
        environment.put("TOCSIN_DATABASE_APP_URL", url("tocsin_app"));
        environment.put("TOCSIN_DATABASE_INGEST_URL", url("tocsin_ingest"));
        var from = System.nanoTime();
        var process = builder.start();
        try {
            while (!ready(port)) {
                if (!process.isAlive() || System.nanoTime() - from > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                    throw new IOException("tocsin serve did not become ready");
                }
                Thread.sleep(1);
            }
            return (System.nanoTime() - from) / 100_000 / 10.0;
        } finally {
            process.destroy();
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private String url(String role) throws IOException {
        var address = URI.create(beside.jdbcUrl("tocsin").substring("jdbc:".length()));
        return "postgres://%s:%s@127.0.0.1:%d/tocsin".formatted(role, password, address.getPort());
    }

    private static boolean ready(int port) {
        try (var connection = new Connection(port)) {
            return connection
                            .ask("GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n".getBytes(), new byte[0])
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
