package tocsin.issue;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import tocsin.tenant.QuerySql;

/** How far each person has read each issue. */
@ApplicationScoped
class SeenSql {

    private record Seen(long issue, Instant upTo) {}

    private final QuerySql query;

    SeenSql(QuerySql query) {
        this.query = query;
    }

    /** The last event that the person knows of each issue; those never opened are absent. */
    Map<Long, Instant> upTo(String tenant, long person, Collection<Long> issues) {
        return query
                .list(
                        tenant,
                        """
                        select issue_id, up_to from issue_seen
                        where tenant_id = ? and user_id = ? and issue_id = any(?)""",
                        row -> new Seen(row.getLong("issue_id"), QuerySql.instant(row, "up_to")),
                        person,
                        issues)
                .stream()
                .collect(toMap(Seen::issue, Seen::upTo));
    }

    /** The person has read the issue up to that event; writes only when that is news. */
    void mark(String tenant, long person, long issue, Instant upTo) {
        query.update(tenant, """
                insert into issue_seen as s (tenant_id, issue_id, user_id, up_to)
                select * from (values (?, ?::bigint, ?::bigint, ?::timestamptz)) as a(tenant_id, issue_id, user_id, up_to)
                where not exists (select from issue_seen b
                                  where b.tenant_id = a.tenant_id and b.issue_id = a.issue_id
                                    and b.user_id = a.user_id and b.up_to >= a.up_to)
                on conflict (tenant_id, issue_id, user_id)
                do update set up_to = greatest(s.up_to, excluded.up_to)""", issue, person, upTo);
    }
}
