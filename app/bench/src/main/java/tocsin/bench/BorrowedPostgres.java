package tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tocsin's own PostgreSQL with the settings it is shipped with and nobody in it, for a peer. */
final class BorrowedPostgres implements AutoCloseable {

    private static final String DATABASE = "peer";

    private final OwnPostgres postgres;
    private final ProcessHandle postmaster;

    private BorrowedPostgres(OwnPostgres postgres, ProcessHandle postmaster) {
        this.postgres = postgres;
        this.postmaster = postmaster;
        // It lives in a session of its own, where no interrupt key reaches it.
        Runtime.getRuntime().addShutdownHook(new Thread(postmaster::destroy));
    }

    /** A Tocsin starts it and is killed, so that it cannot take it along. */
    static BorrowedPostgres start(Path executable, Path data) throws IOException, InterruptedException, SQLException {
        var postgres = new OwnPostgres(data);
        var lender = Server.start(executable, data);
        var postmaster = lender.database().first();
        lender.kill();
        var borrowed = new BorrowedPostgres(postgres, postmaster);
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            borrowed.close();
            throw e;
        }
        return borrowed;
    }

    String jdbcUrl() throws IOException {
        return postgres.jdbcUrl(DATABASE);
    }

    String url() throws IOException {
        return postgres.url(DATABASE);
    }

    Path pidFile() {
        return postgres.pidFile();
    }

    long diskBytes() throws IOException {
        return postgres.diskBytes();
    }

    @Override
    public void close() {
        postmaster.destroy();
        try {
            postmaster.onExit().get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            postmaster.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            postmaster.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
