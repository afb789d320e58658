package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tocsin.event.HyperLogLog;

/** How many different people an issue happened to: counted one by one at first, by a sketch when they are many. */
final class PeopleSql {

    private record Person(IssueDelta.Ref issue, long hash) {}

    private PeopleSql() {}

    /** @param before how many people each issue had, from {@link CountSql#issues}, which also locked the issues */
    static void count(Connection connection, Collection<IssueDelta> deltas, Map<IssueDelta.Ref, Long> before)
            throws SQLException {
        var after = new TreeMap<IssueDelta.Ref, Long>();
        var few = new ArrayList<Person>();
        var many = new ArrayList<IssueDelta>();
        for (var delta : deltas) {
            if (delta.persons.isEmpty() || !before.containsKey(delta.ref)) {
                continue;
            }
            if (before.get(delta.ref) < CountSql.EXACT) {
                delta.persons.forEach(hash -> few.add(new Person(delta.ref, hash)));
            } else {
                many.add(delta);
            }
        }
        if (!few.isEmpty()) {
            one(connection, few).forEach((issue, added) -> after.put(issue, before.get(issue) + added));
        }
        if (!many.isEmpty()) {
            sketched(connection, many)
                    .forEach((issue, estimate) -> after.put(issue, Math.max(before.get(issue), estimate)));
        }
        if (!after.isEmpty()) {
            set(connection, after);
        }
    }

    /** Adds people one by one; answers how many were new. */
    private static Map<IssueDelta.Ref, Long> one(Connection connection, List<Person> people) throws SQLException {
        var added = new HashMap<IssueDelta.Ref, Long>();
        try (var statement = connection.prepareStatement("""
                insert into issue_user (tenant_id, issue_id, person) select * from unnest(?, ?, ?) order by 1, 2, 3
                on conflict do nothing returning tenant_id, issue_id""")) {
            new Columns<>(statement, people)
                    .text(person -> person.issue().tenant())
                    .number(person -> person.issue().issue())
                    .number(Person::hash);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    added.merge(new IssueDelta.Ref(rows.getString(1), rows.getLong(2)), 1L, Long::sum);
                }
            }
        }
        return added;
    }

    private static Map<IssueDelta.Ref, Long> sketched(Connection connection, List<IssueDelta> deltas)
            throws SQLException {
        var sketches = load(connection, deltas);
        var changed = new TreeMap<IssueDelta.Ref, HyperLogLog>();
        for (var delta : deltas) {
            var sketch = sketches.get(delta.ref);
            var isNew = sketch == null;
            if (isNew) {
                sketch = new HyperLogLog();
                for (long hash : listed(connection, delta.ref)) {
                    sketch.add(hash);
                }
            }
            var grew = isNew;
            for (long hash : delta.persons) {
                grew |= sketch.add(hash);
            }
            if (grew) {
                changed.put(delta.ref, sketch);
            }
        }
        save(connection, changed);
        var estimates = new HashMap<IssueDelta.Ref, Long>();
        changed.forEach((issue, sketch) -> estimates.put(issue, sketch.estimate()));
        return estimates;
    }

    private static Map<IssueDelta.Ref, HyperLogLog> load(Connection connection, List<IssueDelta> deltas)
            throws SQLException {
        var sketches = new HashMap<IssueDelta.Ref, HyperLogLog>();
        try (var statement = connection.prepareStatement("""
                select s.tenant_id, s.issue_id, s.registers
                from unnest(?, ?) as w(tenant_id, issue_id) join issue_user_sketch s using (tenant_id, issue_id)""")) {
            new Columns<>(statement, deltas).text(delta -> delta.ref.tenant()).number(delta -> delta.ref.issue());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sketches.put(
                            new IssueDelta.Ref(rows.getString(1), rows.getLong(2)), new HyperLogLog(rows.getBytes(3)));
                }
            }
        }
        return sketches;
    }

    private static List<Long> listed(Connection connection, IssueDelta.Ref issue) throws SQLException {
        var people = new ArrayList<Long>();
        try (var statement =
                connection.prepareStatement("select person from issue_user where tenant_id = ? and issue_id = ?")) {
            statement.setString(1, issue.tenant());
            statement.setLong(2, issue.issue());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    people.add(rows.getLong(1));
                }
            }
        }
        return people;
    }

    private static void save(Connection connection, Map<IssueDelta.Ref, HyperLogLog> sketches) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into issue_user_sketch (tenant_id, issue_id, registers) select * from unnest(?, ?, ?) order by 1, 2
                on conflict (tenant_id, issue_id) do update set registers = excluded.registers""")) {
            new Columns<>(statement, sketches.entrySet())
                    .text(row -> row.getKey().tenant())
                    .number(row -> row.getKey().issue())
                    .bytes(row -> row.getValue().registers());
            statement.executeUpdate();
        }
    }

    private static void set(Connection connection, Map<IssueDelta.Ref, Long> counts) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update issue i set user_count = w.people
                from unnest(?, ?, ?) as w(tenant_id, id, people)
                where i.tenant_id = w.tenant_id and i.id = w.id""")) {
            new Columns<>(statement, counts.entrySet())
                    .text(row -> row.getKey().tenant())
                    .number(row -> row.getKey().issue())
                    .number(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }
}
