package tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** {@code tocsin serve} beside a running {@code tocsin run}, on the same migrated database. */
final class Serving {

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
        var from = System.nanoTime();
        try (var serve = Serve.start(executable, environment(databasePort()), ProcessBuilder.Redirect.DISCARD)) {
            serve.awaitReady();
            return (System.nanoTime() - from) / 100_000 / 10.0;
        }
    }

    /** @param databasePort of the database, or of what stands before it */
    Map<String, String> environment(int databasePort) {
        return Map.of(
                "TOCSIN_DATABASE_APP_URL", url("tocsin_app", databasePort),
                "TOCSIN_DATABASE_INGEST_URL", url("tocsin_ingest", databasePort));
    }

    int databasePort() throws IOException {
        return URI.create(beside.jdbcUrl("tocsin").substring("jdbc:".length())).getPort();
    }

    private String url(String role, int databasePort) {
        return "postgres://%s:%s@127.0.0.1:%d/tocsin".formatted(role, password, databasePort);
    }
}
