package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tocsin.sentry.SentryEvent.Level;
import tocsin.tenant.QuerySql;

/**
 * Finds stored events. Order is that of receipt, in which the partitions lie, so that a search for the next one opens no
 * more of them than it must.
 */
@ApplicationScoped
public class EventSql {

    private static final String HEAD = """
            select project_id, issue_id, event_id, received_at, occurred_at, level, platform, environment, release, title,
                   person""";
    private static final String WHOLE = HEAD + ", payload_format, payload";

    private final QuerySql query;

    EventSql(QuerySql query) {
        this.query = query;
    }

    public Optional<StoredEvent> newest(String tenant, long issue) {
        return end(tenant, issue, "desc");
    }

    public Optional<StoredEvent> oldest(String tenant, long issue) {
        return end(tenant, issue, "asc");
    }

    private Optional<StoredEvent> end(String tenant, long issue, String order) {
        return query.first(tenant, WHOLE + """

                        from event
                        where tenant_id = ? and issue_id = ?
                        order by received_at %1$s, event_id %1$s
                        limit 1""".formatted(order), EventSql::whole, issue);
    }

    public Optional<StoredEvent> byId(String tenant, long project, UUID id) {
        return query.first(tenant, WHOLE + """

                        from event e
                        where tenant_id = ? and project_id = ? and event_id = ?
                          and exists (select from issue i where i.tenant_id = e.tenant_id and i.id = e.issue_id
                                      and i.deleted_at is null)""", EventSql::whole, project, id);
    }

    /** The newest event of each of the project's issues that were last seen, at most so many. */
    public List<StoredEvent> newestOf(String tenant, long project, int limit) {
        return query.list(tenant, """
                select e.project_id, e.issue_id, e.event_id, e.received_at, e.occurred_at, e.level, e.platform,
                       e.environment, e.release, e.title, e.person, e.payload_format, e.payload
                from (select tenant_id, id from issue
                      where tenant_id = ? and project_id = ? and deleted_at is null
                      order by last_seen desc, id desc limit ?) i
                cross join lateral (select * from event e
                      where e.tenant_id = i.tenant_id and e.issue_id = i.id
                      order by received_at desc, event_id desc limit 1) e""", EventSql::whole, project, limit);
    }

    /** The first event received at that time or later. */
    public Optional<StoredEvent> since(String tenant, long issue, Instant at) {
        return query.first(tenant, WHOLE + """

                        from event
                        where tenant_id = ? and issue_id = ? and received_at >= ?
                        order by received_at, event_id
                        limit 1""", EventSql::whole, issue, at);
    }

    /** The events of the same issue received just before and just after this one. */
    public Neighbours neighbours(String tenant, ListedEvent event) {
        return query.first(
                        tenant,
                        "select (%s) as older, (%s) as newer"
                                .formatted(beside("event_id", "<", "desc", "1"), beside("event_id", ">", "asc", "1")),
                        row -> new Neighbours(
                                Optional.ofNullable(row.getObject("older", UUID.class)),
                                Optional.ofNullable(row.getObject("newer", UUID.class))),
                        twice(tenant, event))
                .orElseThrow();
    }

    /** How many events stand on either side of this one, counted as far as {@link Distances#FAR}. */
    public Distances distances(String tenant, ListedEvent event) {
        var limit = Integer.toString(Distances.FAR);
        return query.first(
                        tenant,
                        "select (select count(*) from (%s) o) as older, (select count(*) from (%s) n) as newer"
                                .formatted(beside("1", "<", "desc", limit), beside("1", ">", "asc", limit)),
                        row -> new Distances(row.getInt("older"), row.getInt("newer")),
                        twice(tenant, event))
                .orElseThrow();
    }

    private static String beside(String what, String side, String order, String limit) {
        // The first comparison is implied by the second, but it is the one that tells partitions apart.
        return """
                select %1$s from event
                where tenant_id = ? and issue_id = ? and received_at %2$s= ? and (received_at, event_id) %2$s (?, ?)
                order by received_at %3$s, event_id %3$s
                limit %4$s""".formatted(what, side, order, limit);
    }

    /** The parameters of {@link #beside} for both sides, but for the tenant that stands first. */
    private static Object[] twice(String tenant, ListedEvent event) {
        var at = event.receivedAt();
        var issue = event.issueId();
        return new Object[] {issue, at, at, event.id(), tenant, issue, at, at, event.id()};
    }

    /** The issue's events, latest first, beginning after {@code from}, or with the newest when it is null. */
    public List<ListedEvent> before(String tenant, long issue, EventCursor from, int limit) {
        return from == null
                ? query.list(tenant, HEAD + """

                                from event where tenant_id = ? and issue_id = ?
                                order by received_at desc, event_id desc limit ?""", EventSql::head, issue, limit)
                : query.list(
                        tenant,
                        HEAD + """

                                from event
                                where tenant_id = ? and issue_id = ? and received_at <= ?
                                  and (received_at, event_id) < (?, ?)
                                order by received_at desc, event_id desc limit ?""",
                        EventSql::head,
                        issue,
                        from.receivedAt(),
                        from.receivedAt(),
                        from.id(),
                        limit);
    }

    private static StoredEvent whole(ResultSet row) throws SQLException {
        var head = head(row);
        return new StoredEvent(
                head, Payload.decode(row.getShort("payload_format"), row.getBytes("payload"), head.receivedAt()));
    }

    private static ListedEvent head(ResultSet row) throws SQLException {
        return new ListedEvent(
                row.getLong("project_id"),
                row.getLong("issue_id"),
                row.getObject("event_id", UUID.class),
                QuerySql.instant(row, "received_at"),
                QuerySql.instant(row, "occurred_at"),
                Level.values()[row.getShort("level")],
                row.getString("platform"),
                row.getString("environment"),
                row.getString("release"),
                row.getString("title"),
                row.getString("person"));
    }
}
