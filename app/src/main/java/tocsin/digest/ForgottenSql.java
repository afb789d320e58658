package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Whom organizations asked to be erased, as whoever writes a batch asks for them. */
final class ForgottenSql {

    private ForgottenSql() {}

    /**
     * Asked for by these organizations since the oldest of this was received. Until the transaction ends no erasure begins:
     * one that is asked for now finds what is written here.
     */
    static List<Forgotten.Wish> since(Connection connection, List<Origin> origins) throws SQLException {
        lock(connection);
        var wishes = new ArrayList<Forgotten.Wish>();
        try (var statement =
                connection.prepareStatement("select tenant_id, project_id, kind, mark, requested_at from erasure"
                        + " where tenant_id = any(?) and requested_at > ?")) {
            var tenants = origins.stream().map(Origin::tenant).distinct().toArray();
            var oldest = origins.stream()
                    .map(Origin::receivedAt)
                    .min(Instant::compareTo)
                    .orElseThrow();
            statement.setArray(1, connection.createArrayOf("text", tenants));
            statement.setObject(2, oldest.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    wishes.add(new Forgotten.Wish(
                            rows.getString(1),
                            rows.getObject(2, Long.class),
                            Subject.Kind.valueOf(rows.getString(3)),
                            rows.getString(4),
                            rows.getObject(5, java.time.OffsetDateTime.class).toInstant()));
                }
            }
        }
        return wishes;
    }

    /** Files and words that were written when the events were still on their way. */
    static void removeBeside(Connection connection, List<Batch.EventKey> events) throws SQLException {
        try (var statement = connection.prepareStatement("select door_erased_beside(?, ?, ?)")) {
            new Columns<>(statement, events)
                    .text(Batch.EventKey::tenant)
                    .number(Batch.EventKey::project)
                    .uuid(Batch.EventKey::id);
            statement.execute();
        }
    }

    /** By itself: what the next statement reads, it reads when it has the lock. */
    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock_shared(hashtext('tocsin.erasure'))");
        }
    }
}
