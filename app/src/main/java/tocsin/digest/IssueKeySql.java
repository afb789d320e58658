package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Grouping keys and the issues behind them. */
final class IssueKeySql {

    /** A project, in the order in which its counters are locked. */
    record ProjectRef(String tenant, long project) implements Comparable<ProjectRef> {

        private static final Comparator<ProjectRef> ORDER =
                Comparator.comparing(ProjectRef::tenant).thenComparingLong(ProjectRef::project);

        @Override
        public int compareTo(ProjectRef other) {
            return ORDER.compare(this, other);
        }
    }

    record NewIssue(ProjectRef project, long number, Batch.Entry first) {}

    /** Where a key leads, and the issue that it belonged to before any merge. */
    record Place(long issue, long home) {}

    /** @param follows the hash of the key that it goes with; null when it goes by itself */
    record KeyRow(IssueKey key, Place place, String role, Long follows) {}

    private IssueKeySql() {}

    /** Keys of deleted issues are gone. What was found stays until this transaction ends, see {@link RoundSql}. */
    static Map<IssueKey, Place> find(Connection connection, Collection<IssueKey> keys) throws SQLException {
        var found = new HashMap<IssueKey, Place>();
        try (var statement = connection.prepareStatement("""
                select k.tenant_id, k.project_id, k.key, k.issue_id, coalesce(k.home_id, k.issue_id)
                from unnest(?, ?, ?) as w(tenant_id, project_id, key)
                join issue_key k using (tenant_id, project_id, key)""")) {
            new Columns<>(statement, keys)
                    .text(IssueKey::tenant)
                    .number(IssueKey::project)
                    .bytes(IssueKey::bytes);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            IssueKey.of(rows.getString(1), rows.getLong(2), rows.getBytes(3)),
                            new Place(rows.getLong(4), rows.getLong(5)));
                }
            }
        }
        return found;
    }

    /** Locks the projects' counters, so that nobody else opens issues in them; answers the last number used in each. */
    static Map<ProjectRef, Long> lockCounters(Connection connection, Collection<ProjectRef> projects)
            throws SQLException {
        var last = new HashMap<ProjectRef, Long>();
        try (var statement = connection.prepareStatement("""
                insert into project_counter as c (tenant_id, project_id, first_event_at)
                select w.tenant_id, w.project_id, now() from unnest(?, ?) as w(tenant_id, project_id)
                order by 1, 2
                on conflict (tenant_id, project_id)
                do update set first_event_at = coalesce(c.first_event_at, excluded.first_event_at)
                returning c.tenant_id, c.project_id, c.issues""")) {
            new Columns<>(statement, projects).text(ProjectRef::tenant).number(ProjectRef::project);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    last.put(new ProjectRef(rows.getString(1), rows.getLong(2)), rows.getLong(3));
                }
            }
        }
        return last;
    }

    /** Opens the issues; answers their ids in the same order. */
    static List<Long> open(Connection connection, List<NewIssue> issues) throws SQLException {
        count(connection, issues);
        var ids = new HashMap<String, Long>();
        try (var statement = connection.prepareStatement("""
                insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, first_seen,
                    last_seen, grouping_version)
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                order by 1, 2, 3
                returning tenant_id, project_id, number, id""")) {
            new Columns<>(statement, issues)
                    .text(issue -> issue.project().tenant())
                    .number(issue -> issue.project().project())
                    .number(NewIssue::number)
                    .text(issue -> ColumnText.cut(grouped(issue).type(), 200))
                    .text(issue -> orEmpty(ColumnText.cut(grouped(issue).value(), 500)))
                    .text(issue -> orEmpty(ColumnText.cut(grouped(issue).culprit(), 300)))
                    .number(issue ->
                            (long) issue.first().stored().event().level().ordinal())
                    .text(issue -> issue.first().stored().event().platform())
                    .time(issue -> issue.first().stored().event().timestamp())
                    .time(issue -> issue.first().stored().event().timestamp())
                    .number(issue -> (long) grouped(issue).version());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(1) + "/" + rows.getLong(2) + "/" + rows.getLong(3), rows.getLong(4));
                }
            }
        }
        var inOrder = new ArrayList<Long>();
        issues.forEach(issue -> inOrder.add(
                ids.get(issue.project().tenant() + "/" + issue.project().project() + "/" + issue.number())));
        return inOrder;
    }

    private static void count(Connection connection, List<NewIssue> issues) throws SQLException {
        var numbers = new HashMap<ProjectRef, Long>();
        issues.forEach(issue -> numbers.merge(issue.project(), issue.number(), Math::max));
        try (var statement = connection.prepareStatement("""
                update project_counter c set issues = w.issues
                from unnest(?, ?, ?) as w(tenant_id, project_id, issues)
                where c.tenant_id = w.tenant_id and c.project_id = w.project_id""")) {
            new Columns<>(statement, numbers.entrySet())
                    .text(row -> row.getKey().tenant())
                    .number(row -> row.getKey().project())
                    .number(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    /** Lets more keys lead to their issues. A key that somebody else was quicker with stays theirs. */
    static void add(Connection connection, Collection<KeyRow> keys) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into issue_key (tenant_id, project_id, key, issue_id, home_id, role, follows)
                select * from unnest(?, ?, ?, ?, ?, ?, ?) order by 1, 2, 3
                on conflict do nothing""")) {
            new Columns<>(statement, keys)
                    .text(row -> row.key().tenant())
                    .number(row -> row.key().project())
                    .bytes(row -> row.key().bytes())
                    .number(row -> row.place().issue())
                    .number(row -> row.place().home())
                    .text(KeyRow::role)
                    .number(KeyRow::follows);
            statement.executeUpdate();
        }
    }

    private static tocsin.grouping.Grouped grouped(NewIssue issue) {
        return issue.first().stored().grouped();
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
