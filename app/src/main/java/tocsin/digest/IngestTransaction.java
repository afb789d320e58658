package tocsin.digest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction of the ingest writer. */
final class IngestTransaction {

    interface Work<T> {
        T in(Connection connection) throws SQLException, IOException;
    }

    private IngestTransaction() {}

    /** As {@link #of}, of a database that answers each question within so many milliseconds. */
    static <T> T within(int millis, DataSource database, Work<T> work) throws SQLException, IOException {
        return of(database, connection -> {
            var usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            var done = work.in(connection);
            // A connection that kept somebody waiting is closed, and needs it no more.
            connection.setNetworkTimeout(Runnable::run, usual);
            return done;
        });
    }

    /** Commits what was done, or rolls it back and throws what hindered it. */
    static <T> T of(DataSource database, Work<T> work) throws SQLException, IOException {
        try (var connection = connection(database)) {
            connection.setAutoCommit(false);
            try {
                var done = work.in(connection);
                connection.commit();
                return done;
            } catch (Throwable e) {
                // Errors too: a connection that goes back to the pool with an open transaction is committed there.
                rollBack(connection, e);
                throw e;
            }
        }
    }

    /** The pool wraps what hinders it from preparing a connection, which is the database's fault and not the data's. */
    private static Connection connection(DataSource database) throws SQLException {
        try {
            return database.getConnection();
        } catch (RuntimeException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getMessage(), "08001", e);
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
