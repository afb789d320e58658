package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tocsin.tenant.QuerySql;

/** Which issue keys lead to, and which issues are part of others. */
@ApplicationScoped
class MergeSql {

    private static final String MERGES = """
            select m.id, m.from_id, m.into_id, m.merged_at, u.name as merged_by, m.into_first_seen, m.into_last_seen,
                   b.number, b.type, b.value, b.event_count, m.undone_at is not null as undone,
                   exists (select from issue_move v where v.tenant_id = m.tenant_id and v.done_at is null
                           and (v.from_id in (m.from_id, m.into_id) or v.to_id in (m.from_id, m.into_id))) as moving
            from issue_merge m
            join issue b on b.tenant_id = m.tenant_id and b.id = m.from_id
            left join user_account u on u.id = m.merged_by
            where m.tenant_id = ? and m.project_id = ?""";

    private static final String STANDING = " and m.undone_at is null";

    private final QuerySql query;

    MergeSql(QuerySql query) {
        this.query = query;
    }

    /** Those of the issues that can become part of another; the locks keep two people from doing it at once. */
    List<Long> live(String tenant, long project, Collection<Long> issues) {
        return query.list(
                tenant,
                "select id from issue where tenant_id = ? and project_id = ? and id = any(?) and deleted_at is null"
                        + " and merged_into is null order by id for no key update",
                row -> row.getLong(1),
                project,
                issues);
    }

    long begin(String tenant, long project, long from, long into, Long person) {
        query.update(tenant, """
                update issue_key k set home_id = coalesce(k.home_id, k.issue_id), issue_id = w.target
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target) w
                where k.tenant_id = w.tenant and k.issue_id = w.source""", from, into);
        query.update(tenant, """
                update issue i set merged_into = w.target
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target) w
                where i.tenant_id = w.tenant and (i.id = w.source or i.merged_into = w.source)""", from, into);
        return query.first(tenant, """
                        insert into issue_merge (tenant_id, project_id, from_id, into_id, merged_by, into_first_seen,
                                                 into_last_seen)
                        select a.tenant_id, a.project_id, w.source, a.id, w.person, a.first_seen, a.last_seen
                        from (select ?::text as tenant, ?::bigint as source, ?::bigint as target, ?::bigint as person) w
                        join issue a on a.tenant_id = w.tenant and a.id = w.target
                        returning id""", row -> row.getLong(1), from, into, person)
                .orElseThrow();
    }

    Optional<Merge> find(String tenant, long project, long id) {
        return query.first(tenant, MERGES + STANDING + " and m.id = ?", MergeSql::merge, project, id);
    }

    /** Whatever became of it. */
    Optional<Merge> known(String tenant, long project, long id) {
        return query.first(tenant, MERGES + " and m.id = ?", MergeSql::merge, project, id);
    }

    /** What is part of this issue, and can be parted from it: the latest first. */
    List<Merge> into(String tenant, long project, long issue) {
        return query.list(
                tenant,
                MERGES + STANDING + " and m.into_id = ? order by m.id desc limit 200",
                MergeSql::merge,
                project,
                issue);
    }

    /** The same, and what was part of it and has events here that are on their way back. */
    List<Merge> shown(String tenant, long project, long issue) {
        return query.list(tenant, MERGES + """
                         and (m.undone_at is null or exists (
                            select from issue_move v where v.tenant_id = m.tenant_id and v.merge_id = m.id
                              and v.from_id = m.into_id and v.kind = 'UNDO' and v.done_at is null))
                        and m.into_id = ? order by m.id desc limit 200""", MergeSql::merge, project, issue);
    }

    /** The issue and all that became part of it, at whatever remove. */
    List<Long> family(String tenant, long issue) {
        return query.list(tenant, """
                with recursive member(tenant, id) as (
                    select ?::text, ?::bigint
                    union
                    select m.tenant_id, m.from_id from issue_merge m
                    join member on m.tenant_id = member.tenant and m.into_id = member.id
                    where m.undone_at is null)
                select id from member""", row -> row.getLong(1), issue);
    }

    /** The issue is one of its own again, with what was part of it. Its keys come back later: {@link #back}. */
    void undo(String tenant, Merge merge, List<Long> family) {
        query.update(tenant, """
                update issue i set merged_into = case when i.id = w.source then null else w.source end
                from (select ?::text as tenant, ?::bigint as source) w
                where i.tenant_id = w.tenant and i.id = any(?)""", merge.from(), family);
        query.update(tenant, "update issue_merge set undone_at = now() where tenant_id = ? and id = ?", merge.id());
    }

    /** The keys go back to where they belonged, and those that came for them since; answers the hashes of all. */
    List<Long> back(String tenant, Move move) {
        query.update(tenant, """
                update issue_key k set issue_id = w.source
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target) w
                where k.tenant_id = w.tenant and k.issue_id = w.target and k.home_id = any(?)""", move.to(), move.from(), move.homes());
        return query.list(
                tenant,
                "select ('x' || encode(substr(key, 1, 8), 'hex'))::bit(64)::bigint from issue_key"
                        + " where tenant_id = ? and issue_id = ?",
                row -> row.getLong(1),
                move.to());
    }

    /** How many keys lead to an issue: keys are added at any time, and leave it only while nobody writes. */
    long count(String tenant, long issue) {
        return query.first(
                        tenant,
                        "select count(*) from issue_key where tenant_id = ? and issue_id = ?",
                        row -> row.getLong(1),
                        issue)
                .orElseThrow();
    }

    /** The keys of an issue that these lead along, themselves among them. */
    List<KeyRow> along(String tenant, long issue, Collection<Long> hashes) {
        return query.list(tenant, """
                with recursive own as (
                    select key, role, home_id, follows, ('x' || encode(substr(key, 1, 8), 'hex'))::bit(64)::bigint as hash
                    from issue_key where tenant_id = ? and issue_id = ?),
                taken as (
                    select * from own where hash = any(?)
                    union
                    select own.* from own join taken on own.follows = taken.hash)
                select key, role, coalesce(home_id, ?) as home, follows, hash from taken""", KeyRow::of, issue, hashes, issue);
    }

    /** Up to so many keys that lead to an issue. */
    List<KeyRow> keys(String tenant, long issue, int most) {
        return query.list(tenant, """
                select key, role, coalesce(home_id, issue_id) as home, follows,
                       ('x' || encode(substr(key, 1, 8), 'hex'))::bit(64)::bigint as hash
                from issue_key where tenant_id = ? and issue_id = ? order by key limit ?""", KeyRow::of, issue, most);
    }

    /** Opens an issue like this one, which nothing is counted of yet. */
    long openLike(String tenant, long project, long issue, String type, String value, String culprit) {
        return query.first(tenant, """
                        with next as (
                            update project_counter c set issues = c.issues + 1
                            where c.tenant_id = ? and c.project_id = ? returning c.issues)
                        insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform,
                                           first_seen, last_seen, grouping_version)
                        select i.tenant_id, i.project_id, next.issues, coalesce(w.type, i.type),
                               coalesce(w.value, i.value), coalesce(w.culprit, i.culprit), i.level, i.platform,
                               i.last_seen, i.last_seen, i.grouping_version
                        from next, issue i,
                             (select ?::text as tenant, ?::bigint as id, ?::text as type, ?::text as value,
                                     ?::text as culprit) w
                        where i.tenant_id = w.tenant and i.id = w.id
                        returning id""", row -> row.getLong(1), project, tenant, issue, type, value, culprit)
                .orElseThrow();
    }

    /** Lets keys of an issue lead to another, where they are at home from now on. */
    void settle(String tenant, long from, long to, Collection<Long> hashes) {
        query.update(tenant, """
                update issue_key k set issue_id = w.target, home_id = w.target
                from (select ?::text as tenant, ?::bigint as source, ?::bigint as target) w
                where k.tenant_id = w.tenant and k.issue_id = w.source
                  and ('x' || encode(substr(k.key, 1, 8), 'hex'))::bit(64)::bigint = any(?)""", from, to, hashes);
    }

    private static Merge merge(ResultSet row) throws SQLException {
        var type = row.getString("type");
        var value = row.getString("value");
        return new Merge(
                row.getLong("id"),
                row.getLong("from_id"),
                row.getLong("into_id"),
                row.getLong("number"),
                value.isBlank() ? type : type + ": " + value,
                row.getLong("event_count"),
                QuerySql.instant(row, "merged_at"),
                row.getString("merged_by"),
                state(row.getBoolean("moving"), row.getBoolean("undone")));
    }

    private static Merge.State state(boolean moving, boolean undone) {
        if (undone) {
            return moving ? Merge.State.UNDOING : Merge.State.UNDONE;
        }
        return moving ? Merge.State.MOVING : Merge.State.MERGED;
    }
}
