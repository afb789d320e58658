package tocsin.issue;

import static java.util.stream.Collectors.groupingBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.sentry.SentryEvent.Level;
import tocsin.tenant.QuerySql;

/** The queries behind the list and the page of an issue. */
@ApplicationScoped
class IssueSql {

    /** How often something happened in the hour or day that begins at {@code from}. */
    record Bucket(long issue, Instant from, long quantity) {}

    /** One value of a tag, how often it came, and how often its key came with any value that was looked at. */
    record TagValue(String key, String value, long quantity, long ofKey, boolean ofMany) {}

    private static final int VALUES_LOOKED_AT = 1_001;

    private final QuerySql query;

    IssueSql(QuerySql query) {
        this.query = query;
    }

    /** Up to {@code limit} issues of the projects, beginning at the cursor. */
    IssueSlice slice(
            String tenant, Collection<Long> projects, IssueQuery asked, IssueSort sort, Cursor from, int limit) {
        var where = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        where.add("i.tenant_id = ?");
        where.add("i.deleted_at is null");
        where.add("i.merged_into is null");
        if (projects.size() == 1) {
            // With a single one an index has the rows in their order.
            where.add("i.project_id = ?");
            parameters.add(projects.iterator().next());
        } else {
            where.add("i.project_id = any(?)");
            parameters.add(projects);
        }
        filter(asked, where, parameters);
        var backward = from != null && from.backward();
        if (from != null) {
            where.add("(i." + sort.column + ", i.id) " + (backward ? ">" : "<") + " (?, ?)");
            parameters.add(sort.parameter(from.key()));
            parameters.add(from.id());
        }
        parameters.add(limit + 1);
        var order = backward ? "asc" : "desc";
        var rows = query.list(
                tenant,
                """
                select i.id, i.project_id, i.number, i.type, i.value, i.culprit, i.level, i.platform, i.status,
                       i.event_count, i.user_count, i.first_seen, i.last_seen
                from issue i
                where %s
                order by i.%s %s, i.id %s
                limit ?""".formatted(String.join(" and ", where), sort.column, order, order),
                IssueSql::listed,
                parameters.toArray());
        return slice(rows, sort, from, limit);
    }

    private static IssueSlice slice(List<ListedIssue> found, IssueSort sort, Cursor from, int limit) {
        var more = found.size() > limit;
        var backward = from != null && from.backward();
        var rows = more ? found.subList(0, limit) : found;
        rows = backward ? rows.reversed() : rows;
        if (rows.isEmpty()) {
            return new IssueSlice(rows, Optional.empty(), Optional.empty());
        }
        var before = backward ? more : from != null;
        var after = backward || more;
        var first = rows.getFirst();
        var last = rows.getLast();
        return new IssueSlice(
                rows,
                before ? Optional.of(new Cursor(true, sort.key(first), first.id())) : Optional.empty(),
                after ? Optional.of(new Cursor(false, sort.key(last), last.id())) : Optional.empty());
    }

    private static void filter(IssueQuery asked, List<String> where, List<Object> parameters) {
        if (asked.status() != null) {
            where.add("i.status = ?");
            parameters.add(asked.status().name());
        }
        if (asked.level() != null) {
            where.add("i.level = ?");
            parameters.add((short) asked.level().ordinal());
        }
        for (var tag : asked.tags()) {
            where.add("exists (select 1 from issue_tag t where t.tenant_id = i.tenant_id and t.issue_id = i.id"
                    + " and t.key = ? and t.value = ?)");
            parameters.add(tag.key());
            parameters.add(tag.value());
        }
        for (var word : asked.words()) {
            where.add("i.type || ': ' || i.value || ' ' || i.culprit ilike ?");
            parameters.add("%" + word.replaceAll("[\\\\%_]", "\\\\$0") + "%");
        }
    }

    /** The same of all issues at once, by hour or by day. */
    Map<Long, List<Bucket>> history(String tenant, Collection<Long> issues, Instant since, String unit) {
        return query
                .list(
                        tenant,
                        """
                        select h.issue_id, date_trunc('%s', h.hour, 'UTC') as begins, sum(h.quantity) as quantity
                        from issue_hour h
                        where h.tenant_id = ? and h.issue_id = any(?) and h.hour >= ?
                        group by 1, 2""".formatted(unit),
                        row -> new Bucket(row.getLong(1), QuerySql.instant(row, "begins"), row.getLong(3)),
                        issues,
                        since)
                .stream()
                .collect(groupingBy(Bucket::issue));
    }

    /**
     * The commonest values of up to forty tags of an issue. Of a tag with very many values, as a number of an order, only the
     * first by name are looked at: there is no distribution to see, and a page does not wait for all of them.
     */
    List<TagValue> tags(String tenant, long issue, int valuesOfEach) {
        // The issue stands there as a parameter each time: only so an index gives the values in their order.
        return query.list(
                tenant,
                """
                with recursive tag(key) as (
                    (select t.key from issue_tag t
                     where t.tenant_id = ? and t.issue_id = ?
                     order by t.key limit 1)
                    union all
                    select (select t.key from issue_tag t
                            where t.tenant_id = ? and t.issue_id = ? and t.key > tag.key
                            order by t.key limit 1)
                    from tag
                    where tag.key is not null)
                select tag.key, best.value, best.quantity, best.of_key, best.looked_at
                from (select key from tag where key is not null limit 40) tag,
                     lateral (select few.value, few.quantity, sum(few.quantity) over () as of_key,
                                     count(*) over () as looked_at
                              from (select t.value, t.quantity from issue_tag t
                                    where t.tenant_id = ? and t.issue_id = ? and t.key = tag.key
                                    order by t.value limit ?) few
                              order by few.quantity desc, few.value
                              limit ?) best
                order by tag.key, best.quantity desc, best.value""",
                row -> new TagValue(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5) >= VALUES_LOOKED_AT),
                issue,
                tenant,
                issue,
                tenant,
                issue,
                VALUES_LOOKED_AT,
                valuesOfEach);
    }

    /** Whether anything was ever stored for these projects. */
    boolean any(String tenant, Collection<Long> projects) {
        return query.first(
                        tenant,
                        "select 1 from issue where tenant_id = ? and project_id = any(?) and deleted_at is null and merged_into is null limit 1",
                        row -> true,
                        projects)
                .isPresent();
    }

    /** How many events a project's issues count. */
    long events(String tenant, long project) {
        return query.first(
                        tenant,
                        "select coalesce(sum(event_count), 0) from issue"
                                + " where tenant_id = ? and project_id = ? and deleted_at is null and merged_into is null",
                        row -> row.getLong(1),
                        project)
                .orElse(0L);
    }

    /** The issue that was seen last. */
    Optional<Long> latest(String tenant, long project) {
        return query.first(
                tenant,
                "select id from issue where tenant_id = ? and project_id = ? and deleted_at is null and merged_into is null"
                        + " order by last_seen desc, id desc limit 1",
                row -> row.getLong(1),
                project);
    }

    /** Up to a hundred environments that events of these projects came from, by name. */
    List<String> environments(String tenant, Collection<Long> projects) {
        return tagValues(tenant, projects, "environment", ">", "", 100);
    }

    /** Up to twenty releases that events of these projects came from, the highest names first. */
    List<String> releases(String tenant, Collection<Long> projects) {
        return tagValues(tenant, projects, "release", "<", "desc", 20);
    }

    /** From each value straight to the next in the index, however many issues have it. */
    private List<String> tagValues(
            String tenant, Collection<Long> projects, String key, String after, String order, int most) {
        // Parameters and the key itself, no table of them: only so an index gives the values in their order. And with
        // the
        // offset each issue is looked up by its key; as a join a generic plan reads all of them, for every value.
        var next = """
                select t.value from issue_tag t
                where t.tenant_id = ? and t.key = '%s' and t.value <> ''%s
                  and exists (select from issue i where i.tenant_id = t.tenant_id and i.id = t.issue_id
                              and i.project_id = any(?) and i.deleted_at is null and i.merged_into is null
                              offset 0)
                order by t.value %s limit 1""";
        return query.list(
                tenant,
                """
                with recursive found(value) as (
                    (%s)
                    union all
                    select (%s)
                    from found
                    where found.value is not null)
                select value from found where value is not null limit ?""".formatted(
                                next.formatted(key, "", order),
                                next.formatted(key, " and t.value " + after + " found.value", order)),
                row -> row.getString(1),
                projects,
                tenant,
                projects,
                most);
    }

    /** The issue that this one became part of. */
    Optional<Long> mergedInto(String tenant, Collection<Long> projects, long issue) {
        return query.first(
                tenant,
                "select merged_into from issue where tenant_id = ? and project_id = any(?) and id = ?"
                        + " and deleted_at is null and merged_into is not null",
                row -> row.getLong(1),
                projects,
                issue);
    }

    /** The same by its number. */
    Optional<Long> mergedByNumber(String tenant, long project, long number) {
        return query.first(
                tenant,
                "select merged_into from issue where tenant_id = ? and project_id = ? and number = ?"
                        + " and deleted_at is null and merged_into is not null",
                row -> row.getLong(1),
                project,
                number);
    }

    /** Takes the issues out of sight with all that is part of them, and lets no key lead to them any more. The job removes them. */
    void markDeleted(String tenant, Collection<Long> issues) {
        query.update(
                tenant,
                "update issue set deleted_at = now() where tenant_id = ? and (id = any(?) or merged_into = any(?))",
                issues,
                issues);
        query.update(tenant, "delete from issue_key where tenant_id = ? and issue_id = any(?)", issues);
    }

    /** Tells every process, once the transaction commits, that these projects' lists changed. */
    void announce(String tenant, Collection<Long> projects) {
        query.list(
                tenant,
                "select pg_notify('tocsin_issue', ? || ':' || project) from unnest(?) as project",
                row -> true,
                projects);
    }

    private static ListedIssue listed(ResultSet row) throws SQLException {
        return new ListedIssue(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getLong("number"),
                row.getString("type"),
                row.getString("value"),
                row.getString("culprit"),
                Level.values()[row.getShort("level")],
                row.getString("platform"),
                Issue.Status.valueOf(row.getString("status")),
                row.getLong("event_count"),
                row.getLong("user_count"),
                QuerySql.instant(row, "first_seen"),
                QuerySql.instant(row, "last_seen"));
    }
}
