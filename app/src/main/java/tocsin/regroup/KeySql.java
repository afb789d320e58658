package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tocsin.event.Payload;
import tocsin.tenant.QuerySql;

/** The keys by which an issue's stored events came. */
@ApplicationScoped
class KeySql {

    /** So many of the newest are counted: a page does not wait for millions. */
    static final int COUNTED = 10_000;

    /** How many of the newest events came by a key, the last of them, and when that was. */
    record Count(long events, String newest, Instant last) {}

    private final QuerySql query;

    KeySql(QuerySql query) {
        this.query = query;
    }

    Map<Long, Count> counts(String tenant, long issue) {
        var counts = new HashMap<Long, Count>();
        query.list(
                tenant,
                """
                select key_hash, count(*) as events, max(occurred_at) as last,
                       (array_agg(event_id order by received_at desc, event_id desc))[1] as newest
                from (select key_hash, event_id, received_at, occurred_at from event
                      where tenant_id = ? and issue_id = ? order by received_at desc, event_id desc limit ?) newest
                where key_hash is not null group by 1""",
                row -> counts.put(
                        row.getLong("key_hash"),
                        new Count(
                                row.getLong("events"),
                                row.getString("newest").replace("-", ""),
                                QuerySql.instant(row, "last"))),
                issue,
                COUNTED);
        return counts;
    }

    /** Of the newest events the first that came by one of these. */
    Optional<Payload> newest(String tenant, long issue, Collection<Long> hashes) {
        return query.first(
                tenant,
                """
                select received_at, payload_format, payload
                from (select key_hash, event_id, received_at, payload_format, payload from event
                      where tenant_id = ? and issue_id = ? order by received_at desc, event_id desc limit ?) newest
                where key_hash = any(?) order by received_at desc, event_id desc limit 1""",
                row -> Payload.decode(
                        row.getShort("payload_format"), row.getBytes("payload"), QuerySql.instant(row, "received_at")),
                issue,
                COUNTED,
                hashes);
    }
}
