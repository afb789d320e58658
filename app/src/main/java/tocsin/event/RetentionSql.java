package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The end of days, by functions of the schema's owner. Leaves hold the events of all tenants and belong to none. */
@ApplicationScoped
class RetentionSql {

    /** Why a day goes. */
    enum Reason {
        AGE,
        BUDGET
    }

    private final DataSource database;
    private final UUID process = UUID.randomUUID();

    RetentionSql(DataSource database) {
        this.database = database;
    }

    /** Whether this process is the one to do such work, now and for the next minutes. */
    boolean hasTurn() throws SQLException {
        return ask("""
                insert into retention_turn as turn (holder, expires) values (?::uuid, now() + interval '5 minutes')
                on conflict (one) do update set holder = excluded.holder, expires = excluded.expires
                where turn.holder = excluded.holder or turn.expires < now()
                returning true""", process.toString()).orElse(false);
    }

    DiskUse use() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select day::text, bytes from event_sizes()");
                var rows = statement.executeQuery()) {
            var days = new ArrayList<DiskUse.Day>();
            var kept = 0L;
            while (rows.next()) {
                if (rows.getString(1) == null) {
                    kept = rows.getLong(2);
                } else {
                    days.add(new DiskUse.Day(LocalDate.parse(rows.getString(1)), rows.getLong(2)));
                }
            }
            return new DiskUse(List.copyOf(days), kept);
        }
    }

    /** The days before this one that are not counted yet. Until ten minutes after midnight, yesterday may still grow. */
    List<LocalDate> uncounted(LocalDate today) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        select day::text from event_partitions() day
                        where day < least(?::date, ((now() - interval '10 minutes') at time zone 'UTC')::date)
                          and not exists (select from event_leaf l where l.day = day.day and l.counted_at is not null
                                          and l.dropped_at is null)
                        order by day.day""")) {
            statement.setString(1, today.toString());
            try (var rows = statement.executeQuery()) {
                var days = new ArrayList<LocalDate>();
                while (rows.next()) {
                    days.add(LocalDate.parse(rows.getString(1)));
                }
                return days;
            }
        }
    }

    /** Counts some projects' events of that day; true when there are no more. */
    boolean count(LocalDate day, int projects) throws SQLException {
        return ask("select event_leaf_count(?::date, ?)", day.toString(), projects)
                .orElseThrow();
    }

    /** Looks through some issues' events of that day; true when there are no more, empty when another process is at it. */
    Optional<Boolean> keep(LocalDate day, Reason reason, int issues) throws SQLException {
        return ask("select event_leaf_keep(?::date, ?, ?)", day.toString(), reason.name(), issues);
    }

    /**
     * Drops a day that was looked through. A leaf that somebody reads for longer than a tenth of a second is left for the next
     * try: whoever waits for it makes everybody else wait behind.
     */
    boolean drop(LocalDate day) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = '100ms'");
                var dropped = ask(connection, "select event_leaf_drop(?::date)", day.toString());
                connection.commit();
                return dropped.orElse(false);
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private Optional<Boolean> ask(String sql, Object... parameters) throws SQLException {
        try (var connection = database.getConnection()) {
            return ask(connection, sql, parameters);
        }
    }

    private static Optional<Boolean> ask(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var answer = rows.getBoolean(1);
                return rows.wasNull() ? Optional.empty() : Optional.of(answer);
            }
        }
    }
}
