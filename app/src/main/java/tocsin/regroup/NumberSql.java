package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import tocsin.tenant.QuerySql;

/**
 * Adds to what was counted of an issue, and takes away from it. In the order in which arriving events lock: the issue,
 * its hours, its tags, its people.
 */
@ApplicationScoped
class NumberSql {

    /** So many values of a tag are told apart in one issue; the others are counted together, as the empty one. */
    private static final int VALUES_OF_A_TAG = 1_000;

    private static final String HOURS_OF_ISSUE =
            "select hour, environment, quantity from issue_hour where tenant_id = ? and issue_id = ?";
    private static final String HOURS_GIVEN = "select hour, environment, quantity from jsonb_to_recordset(?::jsonb)"
            + " as r(hour timestamptz, environment text, quantity bigint)";
    private static final String TAGS_OF_ISSUE =
            "select key, value, quantity, last_seen from issue_tag where tenant_id = ? and issue_id = ?";
    private static final String TAGS_GIVEN = "select key, value, quantity, last_seen from jsonb_to_recordset(?::jsonb)"
            + " as r(key text, value text, quantity bigint, last_seen timestamptz)";

    private final QuerySql query;

    NumberSql(QuerySql query) {
        this.query = query;
    }

    /**
     * Until the caller's transaction ends nothing is counted for this issue; false when it is gone. One that is deleted is
     * still here: what leads elsewhere has to leave it before it goes.
     */
    boolean lock(String tenant, long issue) {
        return query.first(
                        tenant,
                        "select 1 from issue where tenant_id = ? and id = ? for no key update",
                        row -> true,
                        issue)
                .isPresent();
    }

    /** Adds all that another issue has, which keeps it. */
    void addAllOf(String tenant, long into, long from) {
        query.update(tenant, """
                update issue i set event_count = i.event_count + b.event_count,
                    first_seen = least(i.first_seen, b.first_seen), last_seen = greatest(i.last_seen, b.last_seen)
                from issue b where i.tenant_id = ? and i.id = ? and b.tenant_id = i.tenant_id and b.id = ?""", into, from);
        addHours(tenant, into, HOURS_OF_ISSUE, tenant, from);
        addTags(tenant, into, TAGS_OF_ISSUE, tenant, from);
    }

    void add(String tenant, long issue, Numbers numbers) {
        query.update(tenant, """
                update issue i set event_count = i.event_count + w.events,
                    first_seen = case when i.event_count = 0 then w.first else least(i.first_seen, w.first) end,
                    last_seen = case when i.event_count = 0 then w.last else greatest(i.last_seen, w.last) end
                from (select ?::text as tenant, ?::bigint as id, ?::bigint as events, ?::timestamptz as first,
                             ?::timestamptz as last) w
                where i.tenant_id = w.tenant and i.id = w.id""", issue, numbers.events, numbers.first, numbers.last);
        addHours(tenant, issue, HOURS_GIVEN, numbers.hourRows());
        addTags(tenant, issue, TAGS_GIVEN, numbers.tagRows());
    }

    private void addHours(String tenant, long issue, String rows, Object... parameters) {
        query.update(tenant, """
                insert into issue_hour as h (tenant_id, issue_id, hour, environment, quantity)
                select w.tenant, w.id, r.hour, r.environment, r.quantity
                from (select ?::text as tenant, ?::bigint as id) w, (%s) r order by 3, 4
                on conflict (tenant_id, issue_id, hour, environment)
                do update set quantity = h.quantity + excluded.quantity""".formatted(rows), with(issue, parameters));
    }

    private void addTags(String tenant, long issue, String rows, Object... parameters) {
        query.update(tenant, """
                with w as (select ?::text as tenant, ?::bigint as id),
                r as (%1$s),
                placed as (
                    select r.*, t.value is not null or r.value = '' as known,
                           row_number() over (partition by r.key, t.value is not null or r.value = ''
                                              order by r.quantity desc, r.value) as place
                    from r left join issue_tag t
                        on t.tenant_id = (select tenant from w) and t.issue_id = (select id from w)
                        and t.key = r.key and t.value = r.value),
                room as (
                    select k.key, case
                        when exists (select from issue_tag t where t.tenant_id = w.tenant and t.issue_id = w.id
                                     and t.key = k.key and t.value = '') then 0
                        else %2$d - (select count(*) from issue_tag t
                                     where t.tenant_id = w.tenant and t.issue_id = w.id and t.key = k.key) end as free
                    from (select distinct key from r) k, w)
                insert into issue_tag as t (tenant_id, issue_id, key, value, quantity, last_seen)
                select w.tenant, w.id, p.key, case when p.known or p.place <= room.free then p.value else '' end,
                       sum(p.quantity), max(p.last_seen)
                from placed p join room using (key), w
                group by 1, 2, 3, 4 order by 3, 4
                on conflict (tenant_id, issue_id, key, value)
                do update set quantity = t.quantity + excluded.quantity,
                              last_seen = greatest(t.last_seen, excluded.last_seen)""".formatted(rows, VALUES_OF_A_TAG), with(issue, parameters));
    }

    /** Takes away all that another issue has, which keeps it. First and last seen are not to be told by that. */
    void subtractAllOf(String tenant, long issue, long other) {
        query.update(tenant, """
                update issue i set event_count = greatest(0, i.event_count - b.event_count)
                from issue b where i.tenant_id = ? and i.id = ? and b.tenant_id = i.tenant_id and b.id = ?""", issue, other);
        subtractHours(tenant, issue, HOURS_OF_ISSUE, tenant, other);
        subtractTags(tenant, issue, TAGS_OF_ISSUE, tenant, other);
    }

    void subtract(String tenant, long issue, Numbers numbers) {
        query.update(tenant, """
                update issue i set event_count = greatest(0, i.event_count - w.events)
                from (select ?::text as tenant, ?::bigint as id, ?::bigint as events) w
                where i.tenant_id = w.tenant and i.id = w.id""", issue, numbers.events);
        subtractHours(tenant, issue, HOURS_GIVEN, numbers.hourRows());
        subtractTags(tenant, issue, TAGS_GIVEN, numbers.tagRows());
    }

    private void subtractHours(String tenant, long issue, String rows, Object... parameters) {
        query.update(tenant, """
                with w as (select ?::text as tenant, ?::bigint as id), r as (%s),
                gone as (delete from issue_hour h using w, r
                         where h.tenant_id = w.tenant and h.issue_id = w.id and h.hour = r.hour
                           and h.environment = r.environment and h.quantity <= r.quantity)
                update issue_hour h set quantity = h.quantity - r.quantity from w, r
                where h.tenant_id = w.tenant and h.issue_id = w.id and h.hour = r.hour
                  and h.environment = r.environment and h.quantity > r.quantity""".formatted(rows), with(issue, parameters));
    }

    /** A value that was one too many is taken from those that were counted together. */
    private void subtractTags(String tenant, long issue, String rows, Object... parameters) {
        query.update(tenant, """
                with w as (select ?::text as tenant, ?::bigint as id), given as (%s),
                r as (select g.key, coalesce(t.value, '') as value, sum(g.quantity) as quantity
                      from given g left join issue_tag t
                          on t.tenant_id = (select tenant from w) and t.issue_id = (select id from w)
                          and t.key = g.key and t.value = g.value
                      group by 1, 2),
                gone as (delete from issue_tag t using w, r
                         where t.tenant_id = w.tenant and t.issue_id = w.id and t.key = r.key and t.value = r.value
                           and t.quantity <= r.quantity)
                update issue_tag t set quantity = t.quantity - r.quantity from w, r
                where t.tenant_id = w.tenant and t.issue_id = w.id and t.key = r.key and t.value = r.value
                  and t.quantity > r.quantity""".formatted(rows), with(issue, parameters));
    }

    private static Object[] with(long issue, Object... parameters) {
        var all = new Object[parameters.length + 1];
        all[0] = issue;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return all;
    }
}
