package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Outcomes, events kept raw, and the word to browsers that something changed. */
final class OutcomeSql {

    private OutcomeSql() {}

    /** Leaves out those of projects that are gone. */
    static void add(Connection connection, Map<Outcomes.Row, Long> outcomes) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into outcome_hour as o
                    (tenant_id, project_id, hour, category, outcome, reason, key_id, quantity)
                select w.* from unnest(?, ?, ?, ?, ?, ?, ?, ?) as w(tenant_id, project_id, hour, c, o, r, k, q)
                join project p on p.tenant_id = w.tenant_id and p.id = w.project_id
                order by 1, 2, 3, 4, 5, 6, 7
                on conflict (tenant_id, project_id, hour, category, outcome, reason, key_id)
                do update set quantity = o.quantity + excluded.quantity""")) {
            new Columns<>(statement, outcomes.entrySet())
                    .text(row -> row.getKey().tenant())
                    .number(row -> row.getKey().project())
                    .time(row -> row.getKey().hour())
                    .text(row -> row.getKey().category())
                    .text(row -> row.getKey().outcome())
                    .text(row -> row.getKey().reason())
                    .number(row -> row.getKey().key())
                    .number(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    /** Answers those that were not kept before. */
    static Set<Batch.EventKey> keepRaw(Connection connection, List<Batch.Raw> events) throws SQLException {
        var kept = new HashSet<Batch.EventKey>();
        try (var statement = connection.prepareStatement("""
                insert into unprocessed_event (tenant_id, project_id, key_id, event_id, received_at, error, raw)
                select * from unnest(?, ?, ?, ?, ?, ?, ?) order by 1, 2, 4
                on conflict (tenant_id, project_id, event_id) do nothing
                returning tenant_id, project_id, event_id""")) {
            new Columns<>(statement, events)
                    .text(row -> row.origin().tenant())
                    .number(row -> row.origin().project())
                    .number(row -> row.origin().key())
                    .uuid(row -> row.event().id())
                    .time(row -> row.origin().receivedAt())
                    .text(row -> ColumnText.cut(row.event().error().replace('\0', ' '), 1_000))
                    .bytes(row -> row.event().raw());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.add(new Batch.EventKey(rows.getString(1), rows.getLong(2), rows.getObject(3, UUID.class)));
                }
            }
        }
        return kept;
    }

    /** Heard by every process's live streams after the commit: {@code tenant:project}, nothing of the data itself. */
    static void tellBrowsers(Connection connection, Set<IssueKeySql.ProjectRef> projects) throws SQLException {
        try (var statement =
                connection.prepareStatement("select pg_notify('tocsin_issue', w.word) from unnest(?) w(word)")) {
            var words = projects.stream()
                    .map(project -> project.tenant() + ":" + project.project())
                    .collect(Collectors.toList());
            new Columns<>(statement, words).text(word -> word);
            statement.execute();
        }
    }
}
