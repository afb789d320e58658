package tocsin.digest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Writes one batch in one transaction. Every process takes its locks in the same order (what lies beside events, project
 * counters, then those of {@link Counting}), so that two batches may wait for each other but never deadlock.
 */
final class BatchWriter {

    /** When a batch is added to the numbers of its issues and projects. */
    enum Counted {
        /** In the batch's own transaction. */
        AT_ONCE,
        /** After it; the transaction writes into the journal what is left to be done. */
        LATER
    }

    private final DataSource database;
    private final Watch watch = new Watch();

    BatchWriter(DataSource database) {
        this.database = database;
    }

    /**
     * What a batch came to.
     *
     * @param opened how many issues it opened
     * @param outcomes what became of each item
     * @param noted what is still to be counted
     * @param lessened of which something was left out, see {@link Fate#ERASED}
     * @param parted nothing was written, for a part of it was before: what is missing has to come in parts as well
     */
    record Written(
            int opened, Outcomes outcomes, CountJournalSql.Noted noted, List<Submission> lessened, boolean parted) {

        /** It was written before, all of it or a part. */
        private static Written before(boolean parted) {
            return new Written(0, new Outcomes(), CountJournalSql.Noted.NOTHING, List.of(), parted);
        }

        Fate fate(Submission submission, Fate otherwise) {
            var isLessened =
                    !lessened.isEmpty() && lessened.stream().anyMatch(one -> one.written() == submission.written());
            return isLessened ? Fate.ERASED : otherwise;
        }
    }

    Written write(List<Submission> submissions) throws SQLException, IOException {
        return write(submissions, Counted.AT_ONCE);
    }

    Written write(List<Submission> submissions, Counted counted) throws SQLException, IOException {
        return write(Round.of(submissions), counted);
    }

    /** Does nothing when the round was written before, or a part of it was. */
    Written write(Round round, Counted counted) throws SQLException, IOException {
        return IngestTransaction.of(database, connection -> {
            if (!RoundSql.isFirst(connection, round.id())) {
                return Written.before(
                        round.submissions().size() > 1 && RoundSql.isAnyWritten(connection, round.halves()));
            }
            if (!round.within().isEmpty()) {
                RoundSql.noteParted(connection, round.within());
            }
            return write(connection, batch(connection, round), counted);
        });
    }

    private static Batch batch(Connection connection, Round round) throws SQLException {
        return Batch.of(round.submissions(), Forgotten.of(connection, round.submissions()), Instant.now());
    }

    private Written write(Connection connection, Batch batch, Counted counted) throws SQLException, IOException {
        if (aroundMidnight(LocalTime.now(ZoneOffset.UTC))) {
            LeafSql.oneAtATime(connection);
        }
        if (!batch.beside.isEmpty()) {
            BesideBatch.write(connection, batch);
        }
        batch.settle(LeafSql.stored(connection, batch));
        var assigned = new Assignment.Result(Map.of(), java.util.Set.of());
        if (!batch.events.isEmpty()) {
            assigned = Assignment.of(connection, batch.events);
        }
        if (!batch.unprocessed.isEmpty()) {
            batch.settleRaw(OutcomeSql.keepRaw(connection, batch.unprocessed));
        }
        var tally = Tally.of(batch.events, assigned.issues(), batch.outcomes);
        var noted = CountJournalSql.Noted.NOTHING;
        switch (counted) {
            case AT_ONCE -> Counting.add(connection, tally);
            case LATER -> noted = CountJournalSql.write(connection, tally);
        }
        LeafSql.copy(connection, batch.events, assigned.issues());
        if (!batch.erased.isEmpty()) {
            ForgottenSql.removeBeside(connection, batch.erased);
        }
        FactSql.write(connection, Fact.of(batch.events, assigned, watch.projects(connection)));
        return new Written(assigned.opened().size(), batch.outcomes, noted, batch.lessened, false);
    }

    /** Then two batches written at once may go to two leaves, by two clocks. */
    static boolean aroundMidnight(LocalTime now) {
        return now.isBefore(LocalTime.of(0, 1)) || now.isAfter(LocalTime.of(23, 59));
    }
}
