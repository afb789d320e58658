package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the issue of every event in a batch, and opens those that are missing. Any key of an event finds its issue; the
 * primary wins; keys that are new lead to the same issue from then on. Two issues never merge here.
 */
final class Assignment {

    /** The issue of each event; {@code opened} are those that this batch opened. */
    record Result(Map<Batch.Entry, Long> issues, Set<Long> opened) {}

    private final Connection connection;
    private final Map<IssueKey, Long> known = new HashMap<>();
    // By identity: equality of whole events would compare every frame.
    private final Map<Batch.Entry, Long> issues = new IdentityHashMap<>();
    private final Set<Long> opened = new HashSet<>();

    private Assignment(Connection connection) {
        this.connection = connection;
    }

    static Result of(Connection connection, List<Batch.Entry> events) throws SQLException {
        var assignment = new Assignment(connection);
        assignment.learn(events);
        var strangers = assignment.strangers(events);
        if (!strangers.isEmpty()) {
            assignment.open(strangers);
        }
        assignment.assign(events);
        return new Result(assignment.issues, assignment.opened);
    }

    private void learn(List<Batch.Entry> events) throws SQLException {
        var keys = new HashSet<IssueKey>();
        for (var entry : events) {
            keys.add(primary(entry));
            if (entry.stored().grouped().secondary() != null) {
                keys.add(secondary(entry));
            }
        }
        known.putAll(IssueKeySql.find(connection, keys));
    }

    private List<Batch.Entry> strangers(List<Batch.Entry> events) {
        return events.stream().filter(entry -> issue(entry) == null).toList();
    }

    private void open(List<Batch.Entry> events) throws SQLException {
        var projects = new TreeSet<IssueKeySql.ProjectRef>();
        events.forEach(entry -> projects.add(project(entry)));
        var last = IssueKeySql.lockCounters(connection, projects);
        // Somebody else may have opened them while we waited for the counters.
        learn(events);

        var fresh = new LinkedHashMap<IssueKey, Batch.Entry>();
        var promised = new HashSet<IssueKey>();
        for (var entry : events) {
            var secondary = entry.stored().grouped().secondary() == null ? null : secondary(entry);
            if (issue(entry) == null
                    && !promised.contains(primary(entry))
                    && (secondary == null || !promised.contains(secondary))) {
                fresh.put(primary(entry), entry);
            }
            promised.add(primary(entry));
            if (secondary != null) {
                promised.add(secondary);
            }
        }
        var numbered = new ArrayList<IssueKeySql.NewIssue>();
        for (var entry : fresh.values()) {
            numbered.add(new IssueKeySql.NewIssue(project(entry), last.merge(project(entry), 1L, Long::sum), entry));
        }
        if (numbered.isEmpty()) {
            return;
        }
        var ids = IssueKeySql.open(connection, numbered);
        opened.addAll(ids);
        for (int i = 0; i < ids.size(); i++) {
            var entry = numbered.get(i).first();
            known.put(primary(entry), ids.get(i));
            if (entry.stored().grouped().secondary() != null) {
                known.putIfAbsent(secondary(entry), ids.get(i));
            }
        }
    }

    private void assign(List<Batch.Entry> events) throws SQLException {
        var added = new LinkedHashMap<IssueKey, IssueKeySql.KeyRow>();
        for (var entry : events) {
            long issue = issue(entry);
            issues.put(entry, issue);
            lead(added, primary(entry), issue, "PRIMARY");
            if (entry.stored().grouped().secondary() != null) {
                lead(added, secondary(entry), issue, "SECONDARY");
            }
        }
        if (!added.isEmpty()) {
            IssueKeySql.add(connection, added.values());
        }
    }

    private void lead(Map<IssueKey, IssueKeySql.KeyRow> added, IssueKey key, long issue, String role) {
        if (known.putIfAbsent(key, issue) == null || opened.contains(known.get(key))) {
            added.putIfAbsent(key, new IssueKeySql.KeyRow(key, known.get(key), role));
        }
    }

    private Long issue(Batch.Entry entry) {
        var issue = known.get(primary(entry));
        return issue != null || entry.stored().grouped().secondary() == null ? issue : known.get(secondary(entry));
    }

    private static IssueKeySql.ProjectRef project(Batch.Entry entry) {
        return new IssueKeySql.ProjectRef(
                entry.origin().tenant(), entry.origin().project());
    }

    private static IssueKey primary(Batch.Entry entry) {
        return IssueKey.of(
                entry.origin().tenant(),
                entry.origin().project(),
                entry.stored().grouped().primary());
    }

    private static IssueKey secondary(Batch.Entry entry) {
        return IssueKey.of(
                entry.origin().tenant(),
                entry.origin().project(),
                entry.stored().grouped().secondary());
    }
}
