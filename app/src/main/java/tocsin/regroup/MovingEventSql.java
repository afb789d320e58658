package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tocsin.event.EventTags;
import tocsin.event.Payload;
import tocsin.tenant.QuerySql;

/** Events on their way to another issue. Each piece is found by the index that the pages of issues use. */
@ApplicationScoped
class MovingEventSql {

    private static final int EVENTS_AT_ONCE = 1_000;
    private static final int EVENTS_LOOKED_AT = 500;

    /** Packed; unpacked, one at a time, they are some ten times as large. */
    private static final long MOST_BYTES = 4 << 20;

    private final QuerySql query;

    MovingEventSql(QuerySql query) {
        this.query = query;
    }

    /** Carries over some of all events; false when there are no more. */
    boolean carryAll(String tenant, Move move) {
        var bound = query.first(
                        tenant,
                        "select max(received_at) as bound from (select received_at from event"
                                + " where tenant_id = ? and issue_id = ? order by received_at limit ?) piece",
                        row -> Optional.ofNullable(QuerySql.instant(row, "bound")),
                        move.from(),
                        EVENTS_AT_ONCE)
                .flatMap(found -> found);
        bound.ifPresent(until -> query.update(tenant, """
                update event e set issue_id = w.target, merged_from = coalesce(e.merged_from, e.issue_id)
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target) w
                where e.tenant_id = w.tenant and e.issue_id = w.source and e.received_at <= ?""", move.from(), move.to(), until));
        return bound.isPresent();
    }

    /**
     * Some events of the issue that is taken apart, in order of receipt, with what tells which of them go. Of those alone
     * the payload is read, and fewer of them when they are large.
     */
    List<MovingEvent> piece(String tenant, Move move, MovingEvent after) {
        return query.list(
                tenant,
                """
                select event_id, received_at, occurred_at, environment, person, merged_from, payload_format, goes,
                       case when goes then whole end as payload
                from (select e.*, g.goes,
                             sum(case when g.goes then octet_length(e.whole) end)
                                 over (order by e.received_at, e.event_id
                                       rows between unbounded preceding and 1 preceding) as before
                      from (select event_id, received_at, occurred_at, environment, person, merged_from, payload_format,
                                   payload as whole, key_hash
                            from event
                            where tenant_id = ? and issue_id = ? and received_at >= ? and (received_at, event_id) > (?, ?)
                            order by received_at, event_id limit ?) e,
                           lateral (select coalesce(e.merged_from = any(?), false)
                                        or coalesce(e.key_hash = any(?), false) as goes) g) piece
                where coalesce(before, 0) < ? order by received_at, event_id""",
                MovingEventSql::moving,
                move.from(),
                after == null ? Instant.EPOCH : after.receivedAt(),
                after == null ? Instant.EPOCH : after.receivedAt(),
                after == null ? new UUID(0, 0) : after.id(),
                EVENTS_LOOKED_AT,
                move.homes(),
                move.hashes(),
                MOST_BYTES);
    }

    /**
     * Carries over these, and answers which of them were still there: retention may move one just then. Where they come
     * home to, nothing says any more that they were elsewhere.
     */
    Set<UUID> carry(String tenant, Move move, List<MovingEvent> events) {
        return Set.copyOf(query.list(
                tenant,
                """
                update event e set issue_id = w.target,
                    merged_from = case when w.part then null else nullif(e.merged_from, w.target) end
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target, ?::boolean as part) w
                where e.tenant_id = w.tenant and e.issue_id = w.source and e.received_at >= ? and e.received_at <= ?
                  and e.event_id = any(string_to_array(?, ' ')::uuid[])
                returning e.event_id""",
                row -> row.getObject(1, UUID.class),
                move.from(),
                move.to(),
                move.kind() == Move.Kind.PART,
                events.getFirst().receivedAt(),
                events.getLast().receivedAt(),
                events.stream().map(event -> event.id().toString()).collect(Collectors.joining(" "))));
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
}
