package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Counts attempts to log in, for all processes together and in one statement each, so that none slips between. */
@ApplicationScoped
class LoginAttemptSql {

    private final DataSource database;

    LoginAttemptSql(DataSource database) {
        this.database = database;
    }

    /** How often this failed lately, and how long ago the last time was. */
    record Failures(int count, Duration since) {}

    Failures of(String subject) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        select failures, extract(epoch from now() - last_at) from login_attempt
                        where subject = ? and last_at > now() - interval '15 minutes'
                        """)) {
            statement.setString(1, subject);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? new Failures(rows.getInt(1), Duration.ofMillis((long) (rows.getDouble(2) * 1000)))
                        : new Failures(0, Duration.ZERO);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count the attempts to log in", e);
        }
    }

    /** Counts one more, as failed until it is known to be none. */
    void add(String subject) {
        update("""
                insert into login_attempt as a (subject, failures, last_at) values (?, 1, now())
                on conflict (subject) do update set last_at = now(),
                    failures = case when a.last_at > now() - interval '15 minutes' then a.failures + 1 else 1 end
                """, subject);
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
