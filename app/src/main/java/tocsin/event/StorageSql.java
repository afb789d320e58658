package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import tocsin.tenant.QuerySql;

/** What a project has stored, day by day, and what goes when that is too many. */
@ApplicationScoped
class StorageSql {

    /** A project that may keep so many. */
    record Limited(String tenant, long project, long most) {}

    /** The last event that was looked at, none when there were no more; and how many went. */
    record Evicted(Optional<UUID> last, long gone) {}

    private final DataSource database;
    private final QuerySql query;

    StorageSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    /** Of all tenants: a door, for there is nobody who asks for one of them. */
    List<Limited> limited(Long byDefault) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select tenant_id, project_id, most from door_event_limits(?::bigint)")) {
            statement.setObject(1, byDefault);
            try (var rows = statement.executeQuery()) {
                var limited = new ArrayList<Limited>();
                while (rows.next()) {
                    limited.add(new Limited(rows.getString(1), rows.getLong(2), rows.getLong(3)));
                }
                return limited;
            }
        }
    }

    /** The hour before which events have to go; empty when there are not too many. */
    Optional<Instant> cutoff(String tenant, long project, long most, Instant now) {
        var newest = now.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        return query.first(
                        tenant,
                        """
                        select min(hour) filter (where total <= w.most) as since,
                               bool_or(total > w.most) as too_many
                        from (select ?::text as tenant, ?::bigint as project, ?::bigint as most) w
                        cross join lateral (
                            select hour, sum(sum(quantity)) over (order by hour desc) as total from outcome_hour
                            where tenant_id = w.tenant and project_id = w.project and category = 'error'
                              and outcome = 'stored'
                              and hour >= (select min(day) from event_partitions() day)::timestamp at time zone 'UTC'
                            group by hour) by_hour""",
                        row -> row.getBoolean("too_many")
                                ? Optional.of(Optional.ofNullable(QuerySql.instant(row, "since"))
                                        .orElse(newest))
                                : Optional.<Instant>empty(),
                        project,
                        most)
                .flatMap(since -> since)
                .map(since -> since.isBefore(newest) ? since : newest);
    }

    Evicted evict(String tenant, long project, LocalDate day, Instant before, UUID after, int most) {
        return query.first(
                        tenant,
                        "select last, gone from (select ?::text) w(tenant), event_evict(?::bigint, ?::date, ?, ?::uuid, ?)",
                        row -> new Evicted(Optional.ofNullable(row.getObject("last", UUID.class)), row.getLong("gone")),
                        project,
                        day.toString(),
                        before,
                        after,
                        most)
                .orElseThrow();
    }

    /** The days up to this one in whose leaf the project may have events, oldest first. */
    List<LocalDate> days(String tenant, long project, LocalDate until) {
        return query.list(tenant, """
                select p.day::text from event_partitions() p(day)
                left join event_leaf l on l.day = p.day
                left join event_day d on d.tenant_id = ? and d.project_id = ? and d.day = p.day
                where p.day <= ?::date
                  and (d.events > 0 or l.counted_at is null or p.day >= (now() at time zone 'UTC')::date - 1)
                order by p.day""", row -> LocalDate.parse(row.getString(1)), project, until.toString());
    }

    /** Forgets some ids of events that went, which nobody sends again any more, and says how many. */
    long forget(int most) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select event_gone_forget(?)")) {
            statement.setInt(1, most);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /**
     * Newest first. What a day takes on disk is its share of all that was received then. Today's events are those that
     * came less those that went: counting them would read each.
     */
    List<StoredDay> stored(String tenant, long project, LocalDate today) {
        return query.list(
                tenant,
                """
                with project as (select ?::text as tenant_id, ?::bigint as project_id, ?::date as today),
                files as (
                    select (a.received_at at time zone 'UTC')::date as day, sum(a.size)::bigint as bytes
                    from project join attachment a using (tenant_id, project_id) group by 1),
                numbers as (
                    select d.day, d.events, d.gone, d.reason,
                           (d.events::numeric * l.bytes / nullif(l.events, 0))::bigint as bytes
                    from project join event_day d using (tenant_id, project_id)
                    left join event_leaf l on l.day = d.day
                    where d.day < project.today
                    union all
                    select today, greatest(0, coalesce((
                               select sum(quantity) from outcome_hour o where o.tenant_id = project.tenant_id
                               and o.project_id = project.project_id and o.category = 'error' and o.outcome = 'stored'
                               and o.hour >= ?), 0) - coalesce(gone, 0)), gone, reason, null
                    from project left join event_day d on d.tenant_id = project.tenant_id
                     and d.project_id = project.project_id and d.day = today)
                select n.day::text, n.events, n.bytes, f.bytes as files, n.gone, n.reason
                from numbers n left join files f using (day)
                where n.events > 0 or n.gone > 0 or f.bytes > 0 or n.day = (select today from project)
                order by n.day desc limit 400""",
                StorageSql::day,
                project,
                today.toString(),
                today.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    long kept(String tenant, long project) {
        return query.first(
                        tenant,
                        "select count(*) from event where tenant_id = ? and project_id = ? and kept",
                        row -> row.getLong(1),
                        project)
                .orElse(0L);
    }

    /** Its own limit; empty where the instance's holds. */
    Optional<Long> most(String tenant, long project) {
        return query.first(
                tenant,
                "select events_most from project where tenant_id = ? and id = ? and events_most is not null",
                row -> row.getLong(1),
                project);
    }

    void most(String tenant, long project, Long most) {
        query.update(
                tenant,
                "with wanted as (select ?::text as tenant_id, ?::bigint as most, ?::bigint as id) update project p"
                        + " set events_most = w.most from wanted w where p.tenant_id = w.tenant_id and p.id = w.id",
                most,
                project);
    }

    private static StoredDay day(ResultSet row) throws SQLException {
        return new StoredDay(
                LocalDate.parse(row.getString("day")),
                row.getLong("events"),
                row.getLong("bytes"),
                row.getLong("files"),
                row.getLong("gone"),
                row.getString("reason"));
    }
}
