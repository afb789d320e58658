package tocsin.digest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Writes one batch in one transaction. Every process takes its locks in the same order (project counters, issues, hours,
 * tags, people, outcomes; rows by key), so that two batches may wait for each other but never deadlock.
 */
final class BatchWriter {

    private final DataSource database;

    BatchWriter(DataSource database) {
        this.database = database;
    }

    /** What a batch came to: how many issues it opened, and what became of each item. */
    record Written(int opened, Outcomes outcomes) {}

    Written write(List<Submission> submissions) throws SQLException, IOException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var written = write(connection, Batch.of(submissions, Instant.now()));
                connection.commit();
                return written;
            } catch (Throwable e) {
                // Errors too: a connection that goes back to the pool with an open transaction is committed there.
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static Written write(Connection connection, Batch batch) throws SQLException, IOException {
        if (aroundMidnight(LocalTime.now(ZoneOffset.UTC))) {
            LeafSql.oneAtATime(connection);
        }
        batch.settle(LeafSql.stored(connection, batch));
        int opened = batch.events.isEmpty() ? 0 : events(connection, batch);
        if (!batch.unprocessed.isEmpty()) {
            batch.settleRaw(OutcomeSql.keepRaw(connection, batch.unprocessed));
        }
        if (!batch.outcomes.rows().isEmpty()) {
            OutcomeSql.add(connection, batch.outcomes.rows());
        }
        return new Written(opened, batch.outcomes);
    }

    /** Then two batches written at once may go to two leaves, by two clocks. */
    static boolean aroundMidnight(LocalTime now) {
        return now.isBefore(LocalTime.of(0, 1)) || now.isAfter(LocalTime.of(23, 59));
    }

    private static int events(Connection connection, Batch batch) throws SQLException, IOException {
        var assigned = Assignment.of(connection, batch.events);
        var deltas = IssueDelta.of(batch.events, assigned.issues());
        var people = CountSql.issues(connection, deltas);
        CountSql.hours(connection, IssueDelta.hours(deltas));
        var tags = IssueDelta.tags(deltas);
        if (!tags.isEmpty()) {
            CountSql.tags(connection, tags);
        }
        PeopleSql.count(connection, deltas, people);
        LeafSql.copy(connection, batch.events, assigned.issues());

        var projects = new TreeSet<IssueKeySql.ProjectRef>();
        deltas.forEach(delta -> projects.add(new IssueKeySql.ProjectRef(delta.ref.tenant(), delta.project)));
        OutcomeSql.tellBrowsers(connection, projects);
        return assigned.opened().size();
    }
}
