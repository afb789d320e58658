package tocsin.digest;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Brings submissions into the database, whatever it takes: tries again after a race, and halves a batch until the event
 * that cannot be written stands alone, so that its neighbours are written. Their futures complete after the commit.
 */
final class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final int RACES = 3;

    private final BatchWriter writer;
    private final LateCounts late;
    private final MeterRegistry metrics;

    Delivery(BatchWriter writer, LateCounts late, MeterRegistry metrics) {
        this.writer = writer;
        this.late = late;
        this.metrics = metrics;
    }

    /**
     * What could not be written.
     *
     * @param away because the database does not take anything now
     * @param refused although it takes others, not even as it came
     */
    record Left(List<Round> away, List<Round> refused) {

        Left() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    Left deliver(Round round, BatchWriter.Counted counted) {
        var left = new Left();
        deliver(round, counted, 0, left);
        return left;
    }

    private void deliver(Round round, BatchWriter.Counted counted, int attempt, Left left) {
        try {
            var written = writer.write(round, counted);
            if (written.parted()) {
                halve(round, counted, left);
                return;
            }
            finish(written);
            complete(round, written, Fate.WRITTEN);
        } catch (SQLException e) {
            switch (Failure.of(e)) {
                case AWAY -> away(round, e, left);
                case RACE -> {
                    if (attempt < RACES) {
                        deliver(round, counted, attempt + 1, left);
                    } else {
                        split(round, counted, e, left);
                    }
                }
                case DATA -> split(round, counted, e, left);
            }
        } catch (IOException | RuntimeException e) {
            split(round, counted, e, left);
        }
    }

    private static void away(Round round, SQLException e, Left left) {
        LOG.warnf(
                "The database does not take a batch of %d: %s",
                round.submissions().size(), e.getMessage());
        left.away().add(round);
    }

    private void halve(Round round, BatchWriter.Counted counted, Left left) {
        deliver(round.half(0), counted, 0, left);
        deliver(round.half(1), counted, 0, left);
    }

    private void split(Round round, BatchWriter.Counted counted, Exception cause, Left left) {
        if (round.submissions().size() > 1) {
            halve(round, counted, left);
            return;
        }
        var submission = round.submissions().getFirst();
        var lighter = Isolated.lighter(submission);
        if (lighter.isPresent()) {
            LOG.warnf(
                    "What came beside an event of project %d is left out: %s",
                    submission.origin().project(), cause.getMessage());
            deliver(round.light(List.of(lighter.get())), counted, 0, left);
            return;
        }
        LOG.errorf(
                cause,
                "An event of project %d could not be digested",
                submission.origin().project());
        try {
            var written = writer.write(round.raw(List.of(Isolated.of(submission, cause))), counted);
            finish(written);
            complete(round, written, Fate.KEPT_RAW);
        } catch (SQLException e) {
            e.addSuppressed(cause);
            if (Failure.of(e) == Failure.AWAY) {
                away(round, e, left);
            } else {
                refuse(round, e, left);
            }
        } catch (IOException | RuntimeException e) {
            e.addSuppressed(cause);
            refuse(round, e, left);
        }
    }

    private static void refuse(Round round, Exception e, Left left) {
        LOG.error("An event could not be kept as it came either", e);
        left.refused().add(round);
    }

    private static void complete(Round round, BatchWriter.Written written, Fate fate) {
        round.submissions().forEach(submission -> submission.written().complete(written.fate(submission, fate)));
    }

    private void finish(BatchWriter.Written written) {
        late.add(written.noted());
        metrics.counter("tocsin.digest.issues.opened").increment(written.opened());
        written.outcomes().rows().forEach((row, quantity) -> metrics.counter(
                        "tocsin.ingest.items", "category", row.category(), "outcome", row.outcome())
                .increment(quantity));
    }
}
