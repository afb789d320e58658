package tocsin.digest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Counts what the journal holds, each row once: in one transaction a row is taken out and its numbers are added. What the
 * database does not take now is answered, to be tried again.
 */
final class JournalCounts {

    private static final Logger LOG = Logger.getLogger(JournalCounts.class);

    private static final int ORPHANS_AT_ONCE = 500;

    private final DataSource database;

    JournalCounts(DataSource database) {
        this.database = database;
    }

    /** Somebody else counted some of the rows, so the sum is not what is left. */
    private static final class SomeAreTaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        SomeAreTaken() {
            super("some rows were counted by another process", null, false, false);
        }
    }

    /** Many rows at once, whose sum is known. */
    Uncounted count(Uncounted batch) {
        try {
            return IngestTransaction.of(database, connection -> {
                takeAll(connection, batch);
                Counting.add(connection, batch.sum());
                return new Uncounted();
            });
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DATA) {
                return countEach(batch, e);
            }
            LOG.warnf("%d batches are counted later: %s", batch.rows().size(), e.getMessage());
            return batch;
        } catch (IOException | RuntimeException e) {
            return countEach(batch, e);
        }
    }

    /**
     * Writes the sum into the journal instead of the rows that it is of, in pieces that can be counted one after the other: a
     * long transaction keeps a processor busy that others wait for.
     */
    List<Uncounted> divide(Uncounted batch, int rows) {
        var pieces = batch.sum().pieces(rows);
        if (pieces.size() == 1) {
            return List.of(batch);
        }
        try {
            return IngestTransaction.of(database, connection -> {
                takeAll(connection, batch);
                var divided = new ArrayList<Uncounted>();
                for (var piece : pieces) {
                    var noted = CountJournalSql.write(connection, piece);
                    divided.add(new Uncounted(noted.rows(), noted.tally()));
                }
                return divided;
            });
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.debugf(e, "%d batches are counted in one go", batch.rows().size());
            return List.of(batch);
        }
    }

    private static void takeAll(Connection connection, Uncounted batch) throws SQLException {
        if (CountJournalSql.take(connection, batch.rows()).size() < batch.rows().size()) {
            throw new SomeAreTaken();
        }
    }

    /** From the journal, which still knows what each row adds to the sum. */
    private Uncounted countEach(Uncounted batch, Exception cause) {
        LOG.debugf(
                cause, "%d batches are read again to be counted", batch.rows().size());
        var again = new Uncounted();
        var left = new ArrayList<>(batch.rows());
        for (int from = 0; from < left.size(); from += ORPHANS_AT_ONCE) {
            var piece = left.subList(from, Math.min(from + ORPHANS_AT_ONCE, left.size()));
            try {
                var read = IngestTransaction.of(database, connection -> CountJournalSql.read(connection, piece));
                count(read).forEach((row, tally) -> again.add(Set.of(row), tally));
            } catch (SQLException | IOException | RuntimeException e) {
                // They will be orphans
                LOG.warnf("%d batches are counted later, from the journal: %s", piece.size(), e.getMessage());
            }
        }
        return again;
    }

    /** Of processes that died, as many as are good to have in memory. */
    Map<CountJournalSql.Ref, Tally> orphans(int afterSeconds) throws SQLException, IOException {
        return IngestTransaction.of(
                database, connection -> CountJournalSql.orphans(connection, afterSeconds, ORPHANS_AT_ONCE));
    }

    Map<CountJournalSql.Ref, Tally> count(Map<CountJournalSql.Ref, Tally> batch) {
        var again = new HashMap<CountJournalSql.Ref, Tally>();
        if (!batch.isEmpty()) {
            count(batch, again);
        }
        return again;
    }

    private void count(Map<CountJournalSql.Ref, Tally> batch, Map<CountJournalSql.Ref, Tally> again) {
        try {
            IngestTransaction.of(database, connection -> {
                var mine = CountJournalSql.take(connection, batch.keySet());
                Counting.add(connection, Tally.sum(mine.stream().map(batch::get).toList()));
                return null;
            });
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DATA) {
                split(batch, e, again);
            } else {
                LOG.warnf("%d batches are counted later: %s", batch.size(), e.getMessage());
                again.putAll(batch);
            }
        } catch (IOException | RuntimeException e) {
            split(batch, e, again);
        }
    }

    /** Halves them until the one that cannot be counted stands alone, so that the others are. */
    private void split(Map<CountJournalSql.Ref, Tally> batch, Exception cause, Map<CountJournalSql.Ref, Tally> again) {
        if (batch.size() == 1) {
            setAside(batch.keySet().iterator().next(), cause);
            return;
        }
        var halves = List.of(new HashMap<CountJournalSql.Ref, Tally>(), new HashMap<CountJournalSql.Ref, Tally>());
        batch.forEach((ref, tally) ->
                halves.get(halves.get(0).size() * 2 < batch.size() ? 0 : 1).put(ref, tally));
        halves.forEach(half -> count(half, again));
    }

    private void setAside(CountJournalSql.Ref batch, Exception cause) {
        LOG.errorf(cause, "A batch of tenant %s could not be counted; it stays in the journal", batch.tenant());
        try {
            IngestTransaction.of(database, connection -> {
                CountJournalSql.setAside(connection, batch);
                return null;
            });
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.errorf("It will be tried again: %s", e.getMessage());
        }
    }
}
