package tocsin.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes a million events of the few that came through ingest, as a busy project's day would leave them: few issues have most
 * of the events, all of the events have real payloads, and each issue has its hours of the last two weeks.
 */
final class FillSql {

    private static final String SHARES = """
            create temp table share as
            with weighted as (
                select id, 1.0 / (10 + row_number() over (order by random())) as weight from issue
            )
            select id, greatest(1, round(%d * weight / sum(weight) over ()))::int as events from weighted""";

    private static final String EVENTS = """
            insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,
                               environment, release, title, person, payload_format, payload)
            select e.tenant_id, e.project_id, gen_random_uuid(), e.issue_id, at, at, e.level, e.platform, e.environment,
                   e.release, e.title, 'id:person-' || (random() * 50000)::int, e.payload_format, e.payload
            from (select distinct on (issue_id) * from event order by issue_id) e
            join share s on s.id = e.issue_id
            cross join lateral (
                select now() - random() * interval '20 hours' as at from generate_series(2, s.events)
            ) as copies""";

    private static final String HOURS = """
            insert into issue_hour (tenant_id, issue_id, hour, environment, quantity)
            select i.tenant_id, i.id, hour, min(environment), greatest(1, s.events / 48)
            from issue i
            join share s on s.id = i.id
            cross join lateral (
                select distinct date_trunc('hour', now() - random() * interval '14 days') as hour
                from generate_series(1, least(s.events, 48))
            ) as hours
            cross join lateral (
                select environment from event e
                where e.tenant_id = i.tenant_id and e.issue_id = i.id
                limit 1
            ) as told
            group by i.tenant_id, i.id, hour, s.events
            on conflict do nothing""";

    /** The server may still be counting what it took: whoever updates rows in another order would wait for it in a circle. */
    private static final String ALONE = "lock table issue, issue_hour, issue_tag in share row exclusive mode";

    private static final String COUNTS = """
            update issue i
            set event_count = s.events,
                user_count = least(s.events, 1 + (random() * s.events)::int),
                first_seen = now() - interval '1 day' - random() * interval '14 days',
                last_seen = now() - random() * random() * interval '20 hours'
            from share s
            where s.id = i.id""";

    private static final String TAGS = """
            update issue_tag t set quantity = s.events from share s where s.id = t.issue_id""";

    private FillSql() {}

    /** Fills up to about {@code events} in all and returns how many there are. */
    static long fill(String jdbcUrl, int events) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl)) {
            run(connection, "set synchronous_commit = off");
            connection.setAutoCommit(false);
            for (var statement : List.of(ALONE, SHARES.formatted(events), EVENTS, HOURS, COUNTS, TAGS)) {
                run(connection, statement);
            }
            connection.commit();
            connection.setAutoCommit(true);
            run(connection, "vacuum analyze");
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from event")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
