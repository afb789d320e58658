package tocsin.setup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The one link of an instance, which belongs to no tenant: there may be none yet. */
@ApplicationScoped
class SetupSql {

    private static final String ADMINISTRATOR =
            "exists (select from user_account where instance_admin and status = 'ACTIVE')";

    private static final String HOLDS = "hash = ? and expires_at > ? and (again or not " + ADMINISTRATOR + ")";

    private final DataSource database;

    SetupSql(DataSource database) {
        this.database = database;
    }

    boolean hasAdministrator() {
        return !ask("select 1 where " + ADMINISTRATOR, Integer.class).isEmpty();
    }

    /** Until when the link is good that was issued before. */
    Optional<Instant> waiting(Instant now) {
        return ask("select expires_at from setup_link where expires_at > ?", OffsetDateTime.class, at(now)).stream()
                .findFirst()
                .map(OffsetDateTime::toInstant);
    }

    /** In the place of an earlier one. */
    void put(byte[] hash, boolean again, Instant expiresAt) {
        change("""
                insert into setup_link (hash, again, expires_at) values (?, ?, ?)
                on conflict (sole) do update
                set hash = excluded.hash, again = excluded.again, expires_at = excluded.expires_at""", hash, again, at(expiresAt));
    }

    boolean holds(byte[] hash, Instant now) {
        return !ask("select 1 from setup_link where " + HOLDS, Integer.class, hash, at(now))
                .isEmpty();
    }

    /** True for one caller only, however many bring the link at once. */
    boolean take(byte[] hash, Instant now) {
        return change("delete from setup_link where " + HOLDS, hash, at(now)) == 1;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private <T> List<T> ask(String sql, Class<T> type, Object... parameters) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(rows.getObject(1, type));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database for the setup link", e);
        }
    }

    private int change(String sql, Object... parameters) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot change the setup link", e);
        }
    }
}
