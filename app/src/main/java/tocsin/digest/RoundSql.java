package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The rounds that were written. They mix tenants, and hold nothing of theirs. */
final class RoundSql {

    private RoundSql() {}

    /**
     * Notes the round in the caller's transaction; false when it was written before. Until the transaction ends, nobody
     * removes the last of an issue or a project: one lock for all, shared by those who write, instead of one for each
     * issue that a batch touches.
     */
    static boolean isFirst(Connection connection, UUID round) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into digest_round (id)
                select ? from (select pg_advisory_xact_lock_shared(hashtext('tocsin.digest'))) as locked
                on conflict do nothing""")) {
            statement.setObject(1, round);
            return statement.executeUpdate() == 1;
        }
    }

    /** Notes, with a part of them, that these are written in parts, in the caller's transaction. */
    static void noteParted(Connection connection, List<UUID> rounds) throws SQLException {
        try (var statement =
                connection.prepareStatement("insert into digest_round (id) select unnest(?) on conflict do nothing")) {
            statement.setArray(1, connection.createArrayOf("uuid", rounds.toArray()));
            statement.executeUpdate();
        }
    }

    /** Whether one of these was written. */
    static boolean isAnyWritten(Connection connection, List<UUID> rounds) throws SQLException {
        try (var statement = connection.prepareStatement("select from digest_round where id = any(?) limit 1")) {
            statement.setArray(1, connection.createArrayOf("uuid", rounds.toArray()));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Forgets rounds that nobody will ask for again: a spool does not wait for weeks. */
    static void forget(Connection connection, int days) throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from digest_round where written_at < now() - make_interval(days => ?)")) {
            statement.setInt(1, days);
            statement.executeUpdate();
        }
    }
}
