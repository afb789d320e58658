package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.TreeSet;

/**
 * Adds a tally to the numbers. Every process takes its locks in the same order (issues, hours, tags, people, outcomes,
 * spikes; rows by key), so that two may wait for each other but never deadlock.
 */
final class Counting {

    private Counting() {}

    static void add(Connection connection, Tally tally) throws SQLException {
        if (!tally.issues().isEmpty()) {
            var reopened = new HashSet<IssueDelta.Ref>();
            var people = CountSql.issues(connection, tally.issues(), reopened::add);
            // The rest was deleted, and its numbers with it. What is left is locked, so it stays for this transaction.
            var deltas = tally.issues().stream()
                    .filter(delta -> people.containsKey(delta.ref))
                    .toList();
            CountSql.hours(connection, IssueDelta.hours(deltas));
            var tags = IssueDelta.tags(deltas);
            if (!tags.isEmpty()) {
                CountSql.tags(connection, tags);
            }
            PeopleSql.count(connection, deltas, people);

            FactSql.write(connection, Fact.regressed(deltas, reopened));

            var projects = new TreeSet<IssueKeySql.ProjectRef>();
            deltas.forEach(delta -> projects.add(new IssueKeySql.ProjectRef(delta.ref.tenant(), delta.project)));
            OutcomeSql.tellBrowsers(connection, projects);
        }
        if (!tally.outcomes.rows().isEmpty()) {
            OutcomeSql.add(connection, tally.outcomes.rows());
            DampedSql.note(connection, tally.outcomes.rows());
        }
    }
}
