package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import tocsin.tenant.QuerySql;

/** Who works on which move, and how far it came. */
@ApplicationScoped
class MoveSql {

    /** A project with something to do. */
    record Waiting(String tenant, long project) {}

    private static final int LEASE_SECONDS = 60;

    private final DataSource database;
    private final QuerySql query;

    MoveSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    /** Of all tenants: a door, for there is nobody who asks for one of them. */
    List<Waiting> waiting() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select tenant_id, project_id from door_moves()");
                var rows = statement.executeQuery()) {
            var waiting = new ArrayList<Waiting>();
            while (rows.next()) {
                waiting.add(new Waiting(rows.getString(1), rows.getLong(2)));
            }
            return waiting;
        }
    }

    void begin(
            String tenant,
            long project,
            Move.Kind kind,
            long from,
            long to,
            Long merge,
            Collection<Long> homes,
            Collection<Long> hashes) {
        query.update(
                tenant,
                "insert into issue_move (tenant_id, project_id, kind, from_id, to_id, merge_id, homes, hashes, keyed_at)"
                        + " values (?, ?, ?, ?, ?, ?::bigint, ?, ?, "
                        + (kind == Move.Kind.UNDO ? "null" : "clock_timestamp()") + ")",
                project,
                kind.name(),
                from,
                to,
                merge,
                homes,
                hashes);
    }

    /** Whether events of these issues are on their way. */
    boolean isMoving(String tenant, Collection<Long> issues) {
        return query.first(tenant, """
                        select 1 from (select ?::text as tenant, ?::bigint[] as ids) w
                        join issue_move m on m.tenant_id = w.tenant and m.done_at is null
                            and (m.from_id = any(w.ids) or m.to_id = any(w.ids)) limit 1""", row -> true, issues).isPresent();
    }

    /** Whether keys of these issues are still to be led back to where they were before a merge. */
    boolean isUnkeyed(String tenant, Collection<Long> issues) {
        return query.first(tenant, """
                        select 1 from (select ?::text as tenant, ?::bigint[] as ids) w
                        join issue_move m on m.tenant_id = w.tenant and m.done_at is null and m.keyed_at is null
                            and (m.from_id = any(w.ids) or m.to_id = any(w.ids)) limit 1""", row -> true, issues).isPresent();
    }

    /** Takes the project's first for a minute, unless somebody else has it; one after the other is done. */
    Optional<Move> take(String tenant, long project) {
        return query.first(tenant, """
                update issue_move m set leased_until = clock_timestamp() + make_interval(secs => %d),
                    holder = gen_random_uuid()
                from (select tenant_id, id from issue_move where tenant_id = ? and project_id = ? and done_at is null
                      order by id limit 1) first
                where m.tenant_id = first.tenant_id and m.id = first.id
                  and coalesce(m.leased_until, '-infinity') < clock_timestamp() and m.done_at is null
                returning m.*""".formatted(LEASE_SECONDS), MoveSql::move, project);
    }

    /** Keeps it for another minute; false when somebody else took it since, or its issue is gone. */
    boolean keep(String tenant, Move move) {
        return ours(
                tenant, move, "leased_until = clock_timestamp() + make_interval(secs => " + LEASE_SECONDS + ")", "");
    }

    void leave(String tenant, Move move) {
        ours(tenant, move, "leased_until = null", "");
    }

    /** Notes, in the transaction that counts, that what it brings is counted; false when it was before. */
    boolean counted(String tenant, Move move) {
        return ours(tenant, move, "counted_at = now()", " and counted_at is null");
    }

    /** Notes that the keys lead there from now on, and which these are; nothing when the turn is somebody else's. */
    Optional<Move> keyed(String tenant, Move move, Collection<Long> hashes) {
        return query.first(tenant, """
                update issue_move m set keyed_at = clock_timestamp(), hashes = w.hashes
                from (select ?::text as tenant, ?::bigint as id, ?::uuid as holder, ?::bigint[] as hashes) w
                where m.tenant_id = w.tenant and m.id = w.id and m.holder = w.holder and m.done_at is null
                returning m.*""", MoveSql::move, move.id(), move.holder(), hashes);
    }

    void done(String tenant, Move move) {
        ours(tenant, move, "done_at = now()", "");
    }

    private boolean ours(String tenant, Move move, String change, String where) {
        return query.update(
                        tenant,
                        "update issue_move set " + change
                                + " where tenant_id = ? and id = ? and holder = ? and done_at is null" + where,
                        move.id(),
                        move.holder())
                > 0;
    }

    /**
     * Whether what was written before the keys changed is still to be counted. Whoever died is stood in for after two
     * minutes at most: what lies there for longer is of a newer release, which is not here to count it.
     */
    boolean isUncounted(String tenant, Move move) {
        return query.first(
                        tenant,
                        "select 1 from count_journal where tenant_id = ? and format > 0 and written_at <= ?"
                                + " and written_at > now() - interval '15 minutes' limit 1",
                        row -> true,
                        move.keyedAt())
                .isPresent();
    }

    private static Move move(ResultSet row) throws SQLException {
        return new Move(
                row.getLong("id"),
                row.getLong("project_id"),
                Move.Kind.valueOf(row.getString("kind")),
                row.getLong("from_id"),
                row.getLong("to_id"),
                row.getObject("merge_id", Long.class),
                numbers(row.getArray("homes")),
                numbers(row.getArray("hashes")),
                QuerySql.instant(row, "keyed_at"),
                row.getObject("counted_at") != null,
                row.getObject("holder", UUID.class));
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }
}
