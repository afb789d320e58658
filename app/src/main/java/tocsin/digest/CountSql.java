package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tocsin.sentry.SentryEvent.Tag;

/**
 * An issue's numbers: events, hours, tags, people. One statement each for a whole batch, rows in a fixed order. These
 * connections join by looking up keys alone, so what has no index (the batch itself) is never joined with another part of
 * itself: a batch of twice the issues would take four times as long.
 */
final class CountSql {

    /** People are counted one by one up to here, and estimated above. */
    static final int EXACT = 1_000;

    /** So many values of a tag are told apart in one issue. A request's id as a tag would otherwise fill the disk. */
    static final int VALUES_OF_A_TAG = 1_000;

    private CountSql() {}

    /**
     * Counts the events and moves first and last seen. An event that happened after its issue was resolved reopens it,
     * whichever of the two was written first. Answers how many people each issue had. The lock is the weaker one, beside
     * which other batches may hold the issues that they have found.
     *
     * @param reopened is told of each issue that came back
     */
    static Map<IssueDelta.Ref, Long> issues(
            Connection connection, Collection<IssueDelta> deltas, Consumer<IssueDelta.Ref> reopened)
            throws SQLException {
        var people = new HashMap<IssueDelta.Ref, Long>();
        try (var statement = connection.prepareStatement("""
                with locked as (
                    select i.tenant_id, i.id, d.quantity, d.first_seen, d.last_seen,
                           i.status = 'RESOLVED' and d.last_seen > i.status_at as reopened
                    from issue i
                    join unnest(?, ?, ?, ?, ?) as d(tenant_id, id, quantity, first_seen, last_seen)
                        on d.tenant_id = i.tenant_id and d.id = i.id
                    order by i.tenant_id, i.id for no key update of i
                )
                update issue i
                set event_count = i.event_count + l.quantity,
                    first_seen = least(i.first_seen, l.first_seen),
                    last_seen = greatest(i.last_seen, l.last_seen),
                    status = case when l.reopened then 'UNRESOLVED' else i.status end
                from locked l
                where i.tenant_id = l.tenant_id and i.id = l.id
                returning i.tenant_id, i.id, i.user_count, l.reopened""")) {
            new Columns<>(statement, deltas)
                    .text(delta -> delta.ref.tenant())
                    .number(delta -> delta.ref.issue())
                    .number(delta -> delta.quantity)
                    .time(delta -> delta.first)
                    .time(delta -> delta.last);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var ref = new IssueDelta.Ref(rows.getString(1), rows.getLong(2));
                    people.put(ref, rows.getLong(3));
                    if (rows.getBoolean(4)) {
                        reopened.accept(ref);
                    }
                }
            }
        }
        return people;
    }

    static void hours(Connection connection, List<IssueDelta.Row<IssueDelta.Hour>> hours) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into issue_hour as h (tenant_id, issue_id, hour, environment, quantity)
                select * from unnest(?, ?, ?, ?, ?) order by 1, 2, 3, 4
                on conflict (tenant_id, issue_id, hour, environment)
                do update set quantity = h.quantity + excluded.quantity""")) {
            new Columns<>(statement, hours)
                    .text(row -> row.issue().tenant())
                    .number(row -> row.issue().issue())
                    .time(row -> row.part().hour())
                    .text(row -> row.part().environment())
                    .number(IssueDelta.Row::quantity);
            statement.executeUpdate();
        }
    }

    /**
     * Values above the cap are counted together, as the empty one, which no event has. Once that is there nothing is counted
     * any more to know that the cap was reached; the lock on the issue keeps the count exact.
     */
    static void tags(Connection connection, List<IssueDelta.Row<Tag>> tags) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with marked as (
                    select a.*, t.issue_id is null as fresh
                    from unnest(?, ?, ?, ?, ?, ?) as a(tenant_id, issue_id, key, value, quantity, last_seen)
                    left join issue_tag t on t.tenant_id = a.tenant_id and t.issue_id = a.issue_id
                        and t.key = a.key and t.value = a.value
                ), placed as (
                    select m.*, case when fresh then row_number() over (
                        partition by tenant_id, issue_id, key, fresh order by value) end as place
                    from marked m
                ), measured as (
                    select p.*, case when place > 1 then null
                        when place is null or (select true from issue_tag t where t.tenant_id = p.tenant_id
                            and t.issue_id = p.issue_id and t.key = p.key and t.value = '' limit 1) then 0
                        else %1$d - (select count(*) from (
                                select from issue_tag t where t.tenant_id = p.tenant_id
                                and t.issue_id = p.issue_id and t.key = p.key limit %1$d) known) end as free
                    from placed p
                ), settled as (
                    select m.*, max(free) over (partition by tenant_id, issue_id, key) as room from measured m
                )
                insert into issue_tag as t (tenant_id, issue_id, key, value, quantity, last_seen)
                select tenant_id, issue_id, key, case when place > room then '' else value end,
                       sum(quantity), max(last_seen)
                from settled
                group by 1, 2, 3, 4
                order by 1, 2, 3, 4
                on conflict (tenant_id, issue_id, key, value)
                do update set quantity = t.quantity + excluded.quantity,
                              last_seen = greatest(t.last_seen, excluded.last_seen)""".formatted(VALUES_OF_A_TAG))) {
            new Columns<>(statement, tags)
                    .text(row -> row.issue().tenant())
                    .number(row -> row.issue().issue())
                    .text(row -> row.part().key())
                    .text(row -> row.part().value())
                    .number(IssueDelta.Row::quantity)
                    .time(IssueDelta.Row::last);
            statement.executeUpdate();
        }
    }
}
