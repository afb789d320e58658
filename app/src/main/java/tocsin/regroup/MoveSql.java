package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import tocsin.event.EventTags;
import tocsin.event.Payload;
import tocsin.tenant.QuerySql;

/** Events on their way to another issue. Each piece is found by the index that the pages of issues use. */
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
                "insert into issue_move (tenant_id, project_id, kind, from_id, to_id, merge_id, homes, hashes)"
                        + " values (?, ?, ?, ?, ?, ?::bigint, ?, ?)",
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

    /** Takes the project's first for a minute, unless somebody else has it; one after the other is done. */
    Optional<Move> take(String tenant, long project) {
        return query.first(tenant, """
                update issue_move m set leased_until = clock_timestamp() + make_interval(secs => %d)
                from (select tenant_id, id from issue_move where tenant_id = ? and project_id = ? and done_at is null
                      order by id limit 1) first
                where m.tenant_id = first.tenant_id and m.id = first.id
                  and coalesce(m.leased_until, '-infinity') < clock_timestamp() and m.done_at is null
                returning m.*""".formatted(LEASE_SECONDS), MoveSql::move, project);
    }

    /** Keeps it for another minute; false when it was taken away or its issue is gone. */
    boolean keep(String tenant, Move move) {
        return query.update(
                        tenant,
                        "update issue_move set leased_until = clock_timestamp() + make_interval(secs => "
                                + LEASE_SECONDS + ") where tenant_id = ? and id = ? and done_at is null",
                        move.id())
                > 0;
    }

    void leave(String tenant, Move move) {
        query.update(tenant, "update issue_move set leased_until = null where tenant_id = ? and id = ?", move.id());
    }

    void counted(String tenant, Move move) {
        query.update(tenant, "update issue_move set counted_at = now() where tenant_id = ? and id = ?", move.id());
    }

    void done(String tenant, Move move) {
        query.update(tenant, "update issue_move set done_at = now() where tenant_id = ? and id = ?", move.id());
    }

    /** Whether what was written before the keys changed is still to be counted. */
    boolean isUncounted(String tenant, Move move) {
        return query.first(
                        tenant,
                        "select 1 from count_journal where tenant_id = ? and format > 0 and written_at <= ? limit 1",
                        row -> true,
                        move.createdAt())
                .isPresent();
    }

    /** Carries over some of all events; false when there are no more. */
    boolean carryAll(String tenant, Move move, int most) {
        var bound = query.first(
                        tenant,
                        "select max(received_at) as bound from (select received_at from event"
                                + " where tenant_id = ? and issue_id = ? order by received_at limit ?) piece",
                        row -> Optional.ofNullable(QuerySql.instant(row, "bound")),
                        move.from(),
                        most)
                .flatMap(found -> found);
        bound.ifPresent(until -> query.update(tenant, """
                update event e set issue_id = w.target, merged_from = coalesce(e.merged_from, e.issue_id)
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target) w
                where e.tenant_id = w.tenant and e.issue_id = w.source and e.received_at <= ?""", move.from(), move.to(), until));
        return bound.isPresent();
    }

    /** Some events of the issue that is taken apart, in order of receipt, with what tells which of them go. */
    List<MovingEvent> piece(String tenant, Move move, MovingEvent after, int most) {
        return query.list(
                tenant,
                """
                select e.event_id, e.received_at, e.occurred_at, e.environment, e.person, e.merged_from, e.payload_format,
                       e.payload, g.goes
                from (select event_id, received_at, occurred_at, environment, person, merged_from, payload_format, payload,
                             key_hash
                      from event
                      where tenant_id = ? and issue_id = ? and received_at >= ? and (received_at, event_id) > (?, ?)
                      order by received_at, event_id limit ?) e,
                     lateral (select coalesce(e.merged_from = any(?), false)
                                  or coalesce(e.key_hash = any(?), false) as goes) g
                order by e.received_at, e.event_id""",
                MoveSql::moving,
                move.from(),
                after == null ? Instant.EPOCH : after.receivedAt(),
                after == null ? Instant.EPOCH : after.receivedAt(),
                after == null ? new UUID(0, 0) : after.id(),
                most,
                move.homes(),
                move.hashes());
    }

    /** Carries over these. Where they come home to, nothing says any more that they were elsewhere. */
    void carry(String tenant, Move move, List<MovingEvent> events) {
        query.update(
                tenant,
                """
                update event e set issue_id = w.target,
                    merged_from = case when w.part then null else nullif(e.merged_from, w.target) end
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target, ?::boolean as part) w
                where e.tenant_id = w.tenant and e.issue_id = w.source and e.received_at >= ? and e.received_at <= ?
                  and e.event_id = any(string_to_array(?, ' ')::uuid[])""",
                move.from(),
                move.to(),
                move.kind() == Move.Kind.PART,
                events.getFirst().receivedAt(),
                events.getLast().receivedAt(),
                events.stream().map(event -> event.id().toString()).collect(Collectors.joining(" ")));
    }

    /** How many events are counted of an issue. */
    long counted(String tenant, long issue) {
        return query.first(
                        tenant,
                        "select event_count from issue where tenant_id = ? and id = ?",
                        row -> row.getLong(1),
                        issue)
                .orElse(0L);
    }

    /** When it was seen first and last, which a difference of numbers does not tell. */
    void seen(String tenant, long issue, Instant first, Instant last) {
        query.update(tenant, """
                update issue i set first_seen = least(w.first, w.last), last_seen = greatest(w.first, w.last)
                from (select ?::text as tenant, ?::bigint as id, ?::timestamptz as first, ?::timestamptz as last) w
                where i.tenant_id = w.tenant and i.id = w.id""", issue, first, last);
    }

    /** As near as can be told where not every event is stored: before the merge, and with what else was merged. */
    void seenWithout(String tenant, Move move, Instant first, Instant last) {
        query.update(tenant, """
                update issue i set
                    first_seen = least(m.into_first_seen, w.first, (
                        select min(b.first_seen) from issue b where b.tenant_id = i.tenant_id and b.merged_into = i.id)),
                    last_seen = greatest(m.into_last_seen, w.last, (
                        select max(b.last_seen) from issue b where b.tenant_id = i.tenant_id and b.merged_into = i.id))
                from issue_merge m, (select ?::text as tenant, ?::bigint as id, ?::bigint as merge,
                                            ?::timestamptz as first, ?::timestamptz as last) w
                where i.tenant_id = w.tenant and i.id = w.id and m.tenant_id = w.tenant and m.id = w.merge""", move.from(), move.mergeId(), first, last);
    }

    private static MovingEvent moving(ResultSet row) throws SQLException {
        var goes = row.getBoolean("goes");
        var receivedAt = QuerySql.instant(row, "received_at");
        var home = row.getObject("merged_from", Long.class);
        return new MovingEvent(
                row.getObject("event_id", UUID.class),
                receivedAt,
                QuerySql.instant(row, "occurred_at"),
                row.getString("environment"),
                row.getString("person"),
                home,
                goes,
                goes
                        ? EventTags.of(
                                Payload.decode(row.getShort("payload_format"), row.getBytes("payload"), receivedAt)
                                        .event())
                        : List.of());
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
                QuerySql.instant(row, "created_at"),
                row.getObject("counted_at") != null);
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }
}
