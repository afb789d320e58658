package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Counts attempts to log in, for all processes together. Whether one may be made is decided by the statement that counts
 * it: of many at the same time none slips between.
 */
@ApplicationScoped
class LoginAttemptSql {

    /** Two seconds after the last free attempt, and twice as long after each further one. */
    private static final String PAUSE = "least(?, 2 * power(2, least(a.failures - ?, 20))) * interval '1 second'";

    private final DataSource database;

    LoginAttemptSql(DataSource database) {
        this.database = database;
    }

    /** How many attempts are free, and how long one waits at most for the next after that. */
    record Limit(int free, Duration longest) {}

    /**
     * Counts one more, as failed until it is known to be none; or answers how long to wait, and counts nothing: a
     * stranger who never stops cannot make the wait longer for the person themselves.
     */
    Optional<Duration> count(String subject, Limit limit) {
        try (var connection = database.getConnection()) {
            try (var statement = connection.prepareStatement("""
                    insert into login_attempt as a (subject, failures, last_at) values (?, 1, now())
                    on conflict (subject) do update set last_at = now(),
                        failures = case when a.last_at > now() - interval '15 minutes' then a.failures + 1 else 1 end
                    where a.failures < ? or a.last_at + %s <= now()
                    """.formatted(PAUSE))) {
                statement.setString(1, subject);
                statement.setInt(2, limit.free());
                pause(statement, 3, limit);
                if (statement.executeUpdate() > 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(rest(connection, subject, limit));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count the attempts to log in", e);
        }
    }

    private static Duration rest(Connection connection, String subject, Limit limit) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select extract(epoch from a.last_at + %s - now()) from login_attempt a where subject = ?"
                        .formatted(PAUSE))) {
            pause(statement, 1, limit);
            statement.setString(3, subject);
            try (var rows = statement.executeQuery()) {
                var millis = rows.next() ? (long) (rows.getDouble(1) * 1000) : 0;
                return Duration.ofMillis(Math.max(millis, 1));
            }
        }
    }

    private static void pause(PreparedStatement statement, int at, Limit limit) throws SQLException {
        statement.setLong(at, limit.longest().toSeconds());
        statement.setInt(at + 1, limit.free());
    }

    void takeBack(String subject) {
        update("update login_attempt set failures = greatest(failures - 1, 0) where subject = ?", subject);
    }

    void forget(String subject) {
        update("delete from login_attempt where subject = ? or last_at < now() - interval '1 day'", subject);
    }

    private void update(String sql, String subject) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, subject);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count the attempts to log in", e);
        }
    }
}
