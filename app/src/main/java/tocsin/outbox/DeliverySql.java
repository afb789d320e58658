package tocsin.outbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tocsin.tenant.QuerySql;

/** What waits to be sent, and what became of it. */
@ApplicationScoped
public class DeliverySql {

    /** The most that waits for one target; what comes above is counted at the target. */
    public static final int MOST_WAITING = 10_000;

    private static final JsonMapper JSON = new JsonMapper();
    /** What a process took before it died comes up again after so many seconds. */
    private static final int LEASE_SECONDS = 600;

    private final QuerySql query;

    DeliverySql(QuerySql query) {
        this.query = query;
    }

    /** Queues them in one statement, in the caller's transaction. */
    public void queue(String tenant, Collection<NewDelivery> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        var rows = JSON.createArrayNode();
        for (var delivery : deliveries) {
            rows.addObject()
                    .put("project", delivery.project())
                    .put("forward", delivery.forward())
                    .put("person", delivery.user())
                    .put("digest", delivery.digest())
                    .put("kind", delivery.kind().name())
                    .put("subject", delivery.subject())
                    .put("body", delivery.body())
                    .put(
                            "events",
                            delivery.events() == null ? null : HexFormat.of().formatHex(delivery.events()))
                    .put(
                            "since",
                            delivery.since() == null ? null : delivery.since().toString());
        }
        query.update(tenant, """
                insert into delivery
                    (tenant_id, project_id, forward_id, user_id, digest_id, kind, subject, body, events,
                     events_from)
                select ?, d.project, d.forward, d.person, d.digest, d.kind, d.subject, d.body, decode(d.events, 'hex'), d.since
                from jsonb_to_recordset(?::jsonb) as d(project bigint, forward bigint, person bigint, digest bigint,
                    kind text, subject text, body text, events text, since timestamptz)""", rows.toString());
    }

    /** How much waits for a target, counted no further than it may be. */
    public int waiting(String tenant, long target) {
        return query.first(tenant, """
                        select count(*) from (select from delivery where tenant_id = ? and target = ? and state = 'WAITING'
                        limit ?) w""", row -> row.getInt(1), target, MOST_WAITING)
                .orElse(0);
    }

    /** The targets that have something to send now. */
    List<Long> targets(String tenant) {
        return query.list(tenant, """
                with recursive pair as (
                    (select d.target from delivery d where d.tenant_id = ? and d.state = 'WAITING' order by d.target limit 1)
                    union all
                    select n.target from pair p cross join lateral (
                        select d.target from delivery d
                        where d.tenant_id = ? and d.state = 'WAITING' and d.target > p.target
                        order by d.target limit 1) n
                )
                select p.target from pair p left join forward f on f.tenant_id = ? and f.id = p.target
                where (f.id is null or f.status = 'ACTIVE' and (f.retry_at is null or f.retry_at <= now()))
                  and exists (select from delivery d where d.tenant_id = ? and d.target = p.target
                              and d.state = 'WAITING' and d.due_at <= now())""", row -> row.getLong(1), tenant, tenant, tenant);
    }

    /** Takes the target's oldest: it is this process's for some minutes, and counts as tried. */
    Optional<Due> claim(String tenant, long target) {
        return query.first(tenant, """
                with next as (
                    select tenant_id, id from delivery
                    where tenant_id = ? and target = ? and state = 'WAITING' and due_at <= now()
                    order by due_at, id limit 1 for update skip locked
                )
                update delivery d set due_at = now() + make_interval(secs => ?), attempts = d.attempts + 1
                from next n where d.tenant_id = n.tenant_id and d.id = n.id
                returning d.*""", DeliverySql::due, target, LEASE_SECONDS);
    }

    /** Keeps one that is sent in several parts, which may last longer than it was taken for, for as long again. */
    public void keep(String tenant, long id) {
        query.update(tenant, """
                with w as (select ?::text as tenant_id, ?::bigint as id, ?::bigint as seconds)
                update delivery d set due_at = now() + make_interval(secs => w.seconds)
                from w where d.tenant_id = w.tenant_id and d.id = w.id and d.state = 'WAITING'""", id, LEASE_SECONDS);
    }

    void sent(String tenant, long id) {
        query.update(tenant, """
                update delivery set state = 'SENT', finished_at = now(), last_error = null
                where tenant_id = ? and id = ? and state = 'WAITING'""", id);
    }

    void failed(String tenant, long id, String error, Duration wait) {
        query.update(tenant, """
                with w as (select ?::text as tenant_id, ?::bigint as id, ?::text as error, ?::bigint as millis)
                update delivery d set due_at = now() + make_interval(secs => w.millis / 1000.0), last_error = w.error
                from w where d.tenant_id = w.tenant_id and d.id = w.id and d.state = 'WAITING'""", id, error, wait.toMillis());
    }

    void givenUp(String tenant, long id, String error) {
        query.update(tenant, """
                with w as (select ?::text as tenant_id, ?::bigint as id, ?::text as error)
                update delivery d set state = 'GIVEN_UP', finished_at = now(), last_error = w.error
                from w where d.tenant_id = w.tenant_id and d.id = w.id and d.state = 'WAITING'""", id, error);
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getString("tenant_id"),
                row.getLong("id"),
                row.getLong("project_id"),
                row.getObject("forward_id", Long.class),
                row.getObject("user_id", Long.class),
                row.getObject("digest_id", Long.class),
                row.getObject("invitation_id", Long.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("body"),
                row.getBytes("events"),
                QuerySql.instant(row, "events_from"),
                row.getInt("attempts"),
                QuerySql.instant(row, "queued_at"));
    }
}
