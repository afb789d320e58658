package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                   person, kept""";
    static final String WHOLE = HEAD + ", payload_format, payload";

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
        return query.first(tenant, search(WHOLE, "", order, 1), EventSql::whole, twice(tenant, issue));
    }

    /**
     * The days and what is kept of days that are gone are each in order. Asked for together they are not, and PostgreSQL
     * would open all days to find one event.
     */
    static String search(String columns, String condition, String order, int limit) {
        var part = """
                (%s from event where tenant_id = ? and issue_id = ? and %%s %s
                order by received_at %3$s, event_id %3$s limit %4$d)""".formatted(columns, condition, order, limit);
        return "select * from (" + part.formatted("not kept") + " union all " + part.formatted("kept") + ") event"
                + " order by received_at %1$s, event_id %1$s limit %2$d".formatted(order, limit);
    }

    /** The parameters of {@link #search}, but for the tenant that stands first. */
    private static Object[] twice(String tenant, long issue, Object... parameters) {
        var one =
                Stream.concat(Stream.of((Object) issue), Stream.of(parameters)).toList();
        return Stream.of(one, List.of((Object) tenant), one)
                .flatMap(List::stream)
                .toArray();
    }

    public Optional<StoredEvent> byId(String tenant, long project, UUID id) {
        return query.first(tenant, WHOLE + """

                        from event e
                        where tenant_id = ? and project_id = ? and event_id = ?
                          and exists (select from issue i where i.tenant_id = e.tenant_id and i.id = e.issue_id
                                      and i.deleted_at is null)""", EventSql::whole, project, id);
    }

    /**
     * Hands over those of these events that are there still, received from that time on within a day, as long as more are
     * wanted. One is unpacked after the other: an event of a few kilobytes here may be a megabyte there, and ten of that as
     * objects.
     */
    public void each(String tenant, long project, Collection<UUID> ids, Instant from, Predicate<StoredEvent> more) {
        var wanted = new AtomicBoolean(true);
        query.list(
                tenant,
                WHOLE + """

                        from event
                        where tenant_id = ? and project_id = ? and event_id = any(string_to_array(?, ' ')::uuid[])
                          and received_at >= ? and received_at < ?
                        order by received_at, event_id""",
                row -> {
                    if (wanted.get()) {
                        wanted.set(more.test(whole(row)));
                    }
                    return row.getRow();
                },
                project,
                ids.stream().map(UUID::toString).collect(Collectors.joining(" ")),
                from,
                from.plus(Duration.ofDays(1)));
    }

    /** The newest event of each of the project's issues that were last seen, at most so many. */
    public List<StoredEvent> newestOf(String tenant, long project, int limit) {
        return query.list(tenant, """
                select e.project_id, e.issue_id, e.event_id, e.received_at, e.occurred_at, e.level, e.platform,
                       e.environment, e.release, e.title, e.person, e.kept, e.payload_format, e.payload
                from (select tenant_id, id from issue
                      where tenant_id = ? and project_id = ? and deleted_at is null and merged_into is null
                      order by last_seen desc, id desc limit ?) i
                cross join lateral (select * from (
                      (select * from event e where e.tenant_id = i.tenant_id and e.issue_id = i.id and not e.kept
                       order by received_at desc, event_id desc limit 1)
                      union all
                      (select * from event e where e.tenant_id = i.tenant_id and e.issue_id = i.id and e.kept
                       order by received_at desc, event_id desc limit 1)) both_of
                      order by received_at desc, event_id desc limit 1) e""", EventSql::whole, project, limit);
    }

    /** The first event received at that time or later. */
    public Optional<StoredEvent> since(String tenant, long issue, Instant at) {
        return query.first(
                tenant, search(WHOLE, "and received_at >= ?", "asc", 1), EventSql::whole, twice(tenant, issue, at));
    }

    /** The events of the same issue received just before and just after this one. */
    public Neighbours neighbours(String tenant, ListedEvent event) {
        return new Neighbours(
                beside(tenant, event, "<", "desc", 1).stream().findFirst(),
                beside(tenant, event, ">", "asc", 1).stream().findFirst());
    }

    /** How many events stand on either side of this one, counted as far as {@link Distances#FAR}. */
    public Distances distances(String tenant, ListedEvent event) {
        return new Distances(
                beside(tenant, event, "<", "desc", Distances.FAR).size(),
                beside(tenant, event, ">", "asc", Distances.FAR).size());
    }

    private List<UUID> beside(String tenant, ListedEvent event, String side, String order, int limit) {
        var at = event.receivedAt();
        // The first comparison is implied by the second, but it is the one that tells partitions apart.
        var condition = "and received_at %1$s= ? and (received_at, event_id) %1$s (?, ?)".formatted(side);
        return query.list(
                tenant,
                search("select event_id, received_at", condition, order, limit),
                row -> row.getObject("event_id", UUID.class),
                twice(tenant, event.issueId(), at, at, event.id()));
    }

    /** The issue's events, latest first, beginning after {@code from}, or with the newest when it is null. */
    public List<ListedEvent> before(String tenant, long issue, EventCursor from, int limit) {
        return from == null
                ? query.list(tenant, search(HEAD, "", "desc", limit), EventSql::head, twice(tenant, issue))
                : query.list(
                        tenant,
                        search(HEAD, "and received_at <= ? and (received_at, event_id) < (?, ?)", "desc", limit),
                        EventSql::head,
                        twice(tenant, issue, from.receivedAt(), from.receivedAt(), from.id()));
    }

    /** Whether a day was dropped on which this could have been received. */
    public boolean isAnyDayGoneSince(String tenant, Instant at) {
        return query.first(
                        tenant,
                        "select 1 from event_leaf where ? <> '' and dropped_at is not null and day >= (?::timestamptz"
                                + " at time zone 'UTC')::date limit 1",
                        row -> true,
                        at)
                .orElse(false);
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
                row.getString("person"),
                row.getBoolean("kept"));
    }
}
