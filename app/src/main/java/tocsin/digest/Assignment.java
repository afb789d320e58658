package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
 * strongest wins; keys that are new lead to the same issue from then on. Two issues never merge here.
 */
final class Assignment {

    /** The issue of each event; {@code opened} are those that this batch opened. */
    record Result(Map<Batch.Entry, Long> issues, Set<Long> opened) {}

    private final Connection connection;
    private final Map<IssueKey, IssueKeySql.Place> known = new HashMap<>();
    // By identity: equality of whole events would compare every frame.
    private final Map<Batch.Entry, EventKeys> keys = new IdentityHashMap<>();
    private final Map<Batch.Entry, Long> issues = new IdentityHashMap<>();
    private final Set<Long> opened = new HashSet<>();

    private Assignment(Connection connection, List<Batch.Entry> events) {
        this.connection = connection;
        events.forEach(entry -> keys.put(entry, EventKeys.of(entry)));
    }

    static Result of(Connection connection, List<Batch.Entry> events) throws SQLException {
        var assignment = new Assignment(connection, events);
        assignment.learn(events);
        var strangers = assignment.strangers(events);
        if (!strangers.isEmpty()) {
            assignment.open(strangers);
        }
        assignment.assign(events);
        return new Result(assignment.issues, assignment.opened);
    }

    private void learn(List<Batch.Entry> events) throws SQLException {
        var asked = new HashSet<IssueKey>();
        events.forEach(entry -> asked.addAll(keys.get(entry).all()));
        known.putAll(IssueKeySql.find(connection, asked));
    }

    private List<Batch.Entry> strangers(List<Batch.Entry> events) {
        return events.stream().filter(entry -> leading(entry) == null).toList();
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
            var own = keys.get(entry);
            if (leading(entry) == null && own.all().stream().noneMatch(promised::contains)) {
                fresh.put(own.primary(), entry);
            }
            promised.addAll(own.all());
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
            var place = new IssueKeySql.Place(ids.get(i), ids.get(i));
            keys.get(numbered.get(i).first()).all().forEach(key -> known.putIfAbsent(key, place));
        }
    }

    private void assign(List<Batch.Entry> events) throws SQLException {
        var added = new LinkedHashMap<IssueKey, IssueKeySql.KeyRow>();
        for (var entry : events) {
            var own = keys.get(entry);
            var found = leading(entry);
            var place = known.get(found);
            issues.put(entry, place.issue());
            for (var key : own.all()) {
                if (known.putIfAbsent(key, place) == null
                        || opened.contains(known.get(key).issue())) {
                    added.putIfAbsent(
                            key, new IssueKeySql.KeyRow(key, known.get(key), own.role(key), own.followed(key, found)));
                }
            }
        }
        if (!added.isEmpty()) {
            IssueKeySql.add(connection, added.values());
        }
    }

    /** The strongest of its keys that leads to an issue; null when none does. */
    private IssueKey leading(Batch.Entry entry) {
        return first(keys.get(entry).all());
    }

    private IssueKey first(Collection<IssueKey> all) {
        for (var key : all) {
            if (known.containsKey(key)) {
                return key;
            }
        }
        return null;
    }

    private static IssueKeySql.ProjectRef project(Batch.Entry entry) {
        return new IssueKeySql.ProjectRef(
                entry.origin().tenant(), entry.origin().project());
    }
}
