package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import tocsin.event.Payload;
import tocsin.regroup.Comparison.Inherited;
import tocsin.tenant.QuerySql;

/** A project's issues that were last seen, and the newest events of each, found by the indexes that pages use. */
@ApplicationScoped
class SampleSql {

    private static final Logger LOG = Logger.getLogger(SampleSql.class);

    private final QuerySql query;

    SampleSql(QuerySql query) {
        this.query = query;
    }

    /** Latest first, beginning after {@code from}, or with the latest when it is null. */
    List<SampledIssue> issues(String tenant, long project, SampledIssue from, int limit) {
        var columns = "select id, number, type, value, last_seen from issue where tenant_id = ? and project_id = ?"
                + " and deleted_at is null and merged_into is null";
        return from == null
                ? query.list(
                        tenant, columns + " order by last_seen desc, id desc limit ?", SampleSql::issue, project, limit)
                : query.list(
                        tenant,
                        columns + " and (last_seen, id) < (?, ?) order by last_seen desc, id desc limit ?",
                        SampleSql::issue,
                        project,
                        from.lastSeen(),
                        from.id(),
                        limit);
    }

    private static SampledIssue issue(ResultSet row) throws SQLException {
        var type = row.getString("type");
        var value = row.getString("value");
        return new SampledIssue(
                row.getLong("id"),
                row.getLong("number"),
                value.isBlank() ? type : type + ": " + value,
                QuerySql.instant(row, "last_seen"));
    }

    /**
     * The newest of each issue; what this release cannot read is left out. The days and what is kept of those that are gone
     * are asked apart, because together PostgreSQL opens every day.
     */
    List<Sample> events(String tenant, Collection<Long> issues, int ofEach) {
        return query.list(tenant, """
                        select e.issue_id, e.received_at, e.payload_format, e.payload
                        from (select ?::text as tenant, unnest(?) as id) i
                        cross join lateral (select * from (
                            (select * from event e where e.tenant_id = i.tenant and e.issue_id = i.id and not e.kept
                             order by received_at desc, event_id desc limit ?)
                            union all
                            (select * from event e where e.tenant_id = i.tenant and e.issue_id = i.id and e.kept
                             order by received_at desc, event_id desc limit ?)) both_of
                            order by received_at desc, event_id desc limit ?) e""", SampleSql::sample, issues, ofEach, ofEach, ofEach).stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private static Sample sample(ResultSet row) throws SQLException {
        try {
            var payload = Payload.decode(
                    row.getShort("payload_format"), row.getBytes("payload"), QuerySql.instant(row, "received_at"));
            return new Sample(row.getLong("issue_id"), payload.event());
        } catch (RuntimeException e) {
            LOG.debugf("An event is not looked at: %s", e.getMessage());
            return null;
        }
    }

    /** The issues that these keys lead to. */
    Map<HexKey, Long> leading(String tenant, long project, Collection<HexKey> keys) {
        var leading = new HashMap<HexKey, Long>();
        query.list(
                tenant,
                """
                select k.key, k.issue_id from issue_key k
                where k.tenant_id = ? and k.project_id = ?
                  and k.key = any(select decode(hex, 'hex') from unnest(string_to_array(?, ' ')) hex)""",
                row -> leading.put(new HexKey(HexFormat.of().formatHex(row.getBytes(1))), row.getLong(2)),
                project,
                keys.stream().map(HexKey::hex).collect(Collectors.joining(" ")));
        return leading;
    }

    /** Lets keys lead to issues; a key that leads somewhere already stays as it is. */
    void lead(String tenant, long project, List<Inherited> keys) {
        query.update(
                tenant,
                """
                insert into issue_key (tenant_id, project_id, key, issue_id, home_id, role, follows)
                select i.tenant_id, i.project_id, decode(w.hex, 'hex'), i.id, i.id,
                       case when w.follows is null then 'PRIMARY' else 'SECONDARY' end, w.follows
                from (select ?::text as tenant, ?::bigint as project, unnest(string_to_array(?, ' ')) as hex,
                             unnest(?) as follows, unnest(?) as issue) w
                join issue i on i.tenant_id = w.tenant and i.project_id = w.project and i.id = w.issue
                    and i.deleted_at is null
                on conflict do nothing""",
                project,
                keys.stream().map(Inherited::key).map(HexKey::hex).collect(Collectors.joining(" ")),
                keys.stream()
                        .map(key -> key.follows() == null ? null : key.follows().hash())
                        .toList(),
                keys.stream().map(Inherited::issue).toList());
    }
}
