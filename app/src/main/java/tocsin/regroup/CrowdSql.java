package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tocsin.event.HyperLogLog;
import tocsin.tenant.QuerySql;

/** The people of an issue, listed while they are few and sketched when they are many, when issues become one or part. */
@ApplicationScoped
class CrowdSql {

    private final QuerySql query;

    CrowdSql(QuerySql query) {
        this.query = query;
    }

    /** Adds the people of another issue, which keeps them. */
    void addAllOf(String tenant, long into, long from) {
        var theirs = sketch(tenant, from);
        if (theirs.isPresent() || sketch(tenant, into).isPresent()) {
            var sketch = sketched(tenant, into);
            sketch.add(sketched(tenant, from));
            save(tenant, into, sketch);
            return;
        }
        query.update(tenant, """
                insert into issue_user (tenant_id, issue_id, person)
                select u.tenant_id, w.id, u.person
                from (select ?::text as tenant, ?::bigint as id, ?::bigint as other) w
                join issue_user u on u.tenant_id = w.tenant and u.issue_id = w.other
                order by 3 on conflict do nothing""", into, from);
        count(tenant, into);
    }

    void add(String tenant, long issue, Collection<Long> persons) {
        if (persons.isEmpty()) {
            return;
        }
        var known = sketch(tenant, issue);
        if (known.isPresent()) {
            persons.forEach(known.get()::add);
            save(tenant, issue, known.get());
            return;
        }
        query.update(tenant, """
                insert into issue_user (tenant_id, issue_id, person)
                select ?::text, ?::bigint, person from unnest(?) as person order by 3 on conflict do nothing""", issue, persons);
        count(tenant, issue);
    }

    /** These and nobody else. */
    void replace(String tenant, long issue, Crowd persons) {
        query.update(tenant, "delete from issue_user where tenant_id = ? and issue_id = ?", issue);
        query.update(tenant, "delete from issue_user_sketch where tenant_id = ? and issue_id = ?", issue);
        persons.many().ifPresentOrElse(sketch -> save(tenant, issue, sketch), () -> {
            add(tenant, issue, persons.few());
            count(tenant, issue);
        });
    }

    private void count(String tenant, long issue) {
        query.update(tenant, """
                update issue i set user_count = (select count(*) from issue_user u
                                                 where u.tenant_id = i.tenant_id and u.issue_id = i.id)
                where i.tenant_id = ? and i.id = ?""", issue);
    }

    private void set(String tenant, long issue, long people) {
        query.update(tenant, """
                update issue i set user_count = w.people
                from (select ?::text as tenant, ?::bigint as id, ?::bigint as people) w
                where i.tenant_id = w.tenant and i.id = w.id""", issue, people);
    }

    private Optional<HyperLogLog> sketch(String tenant, long issue) {
        return query.first(
                tenant,
                "select registers from issue_user_sketch where tenant_id = ? and issue_id = ?",
                row -> new HyperLogLog(row.getBytes(1)),
                issue);
    }

    private HyperLogLog sketched(String tenant, long issue) {
        return sketch(tenant, issue).orElseGet(() -> {
            var sketch = new HyperLogLog();
            listed(tenant, issue).forEach(sketch::add);
            return sketch;
        });
    }

    private List<Long> listed(String tenant, long issue) {
        return query.list(
                tenant,
                "select person from issue_user where tenant_id = ? and issue_id = ?",
                row -> row.getLong(1),
                issue);
    }

    private void save(String tenant, long issue, HyperLogLog sketch) {
        query.update(tenant, """
                insert into issue_user_sketch (tenant_id, issue_id, registers) values (?, ?, ?)
                on conflict (tenant_id, issue_id) do update set registers = excluded.registers""", issue, sketch.registers());
        set(tenant, issue, sketch.estimate());
    }
}
