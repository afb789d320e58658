package tocsin.regroup;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets events and numbers follow the keys that lead to another issue. Each piece is a transaction of its own: whatever
 * ends this process, another begins the events again, and those that are there already are no longer among them.
 */
@ApplicationScoped
class Moves {

    /** So many unfinished looks through an issue's events are remembered; others begin again at their next turn. */
    private static final int MOST_BEGUN = 200;

    /** How a turn ended. */
    private enum Ended {
        DONE,
        OUT_OF_TIME,
        /** For somebody else: who still counts, or who took it over. */
        WAITING
    }

    private final MoveSql sql;
    private final MovingEventSql events;
    private final NumberSql numbers;
    private final CrowdSql crowds;
    private final WritersSql writers;
    private final MergeSql merges;
    private final Parting parting;
    /** By project, for between two turns. */
    private final Map<Long, Stay> begun = new ConcurrentHashMap<>();

    Moves(
            MoveSql sql,
            MovingEventSql events,
            NumberSql numbers,
            CrowdSql crowds,
            WritersSql writers,
            MergeSql merges,
            Parting parting) {
        this.sql = sql;
        this.events = events;
        this.numbers = numbers;
        this.crowds = crowds;
        this.writers = writers;
        this.merges = merges;
        this.parting = parting;
    }

    /** Does what there is for a project, in order, for so long at most; true when there is more to do at once. */
    boolean work(String tenant, long project, Duration longest) {
        var end = Instant.now().plus(longest);
        return work(tenant, project, () -> Instant.now().isBefore(end));
    }

    private boolean work(String tenant, long project, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            var move = in(() -> sql.take(tenant, project));
            if (move.isEmpty()) {
                return false;
            }
            var ended = Ended.WAITING;
            try {
                ended = patiently(() -> turn(tenant, move.get(), goesOn));
            } finally {
                if (ended != Ended.DONE) {
                    leave(tenant, move.get());
                }
            }
            if (ended == Ended.WAITING) {
                return false;
            }
        }
        return true;
    }

    private void leave(String tenant, Move move) {
        in(() -> {
            sql.leave(tenant, move);
            return null;
        });
    }

    private Ended turn(String tenant, Move move, BooleanSupplier goesOn) {
        var keyed = move.keyedAt() == null ? back(tenant, move) : Optional.of(move);
        if (keyed.isEmpty() || sql.isUncounted(tenant, keyed.get())) {
            // Under load numbers come some seconds after their events: nobody waits here for them.
            return Ended.WAITING;
        }
        return switch (move.kind()) {
            case MERGE -> merge(tenant, move, goesOn);
            case UNDO, PART -> part(tenant, keyed.get(), goesOn);
        };
    }

    /**
     * Takes away what a merge had brought, which is as much as it was then as long as the keys lead here, and lets them go
     * back. Nothing when somebody else took it over.
     */
    private Optional<Move> back(String tenant, Move move) {
        if (!move.counted() && !in(() -> isKeptAndTakenAway(tenant, move))) {
            return Optional.empty();
        }
        return in(() -> {
            if (!isKept(tenant, move)) {
                return Optional.empty();
            }
            writers.stop(tenant);
            return sql.keyed(tenant, move, merges.back(tenant, move));
        });
    }

    private boolean isKeptAndTakenAway(String tenant, Move move) {
        if (!isKept(tenant, move)) {
            return false;
        }
        if (sql.counted(tenant, move) && numbers.lock(tenant, move.from())) {
            numbers.subtractAllOf(tenant, move.from(), move.to());
        }
        return true;
    }

    private Ended merge(String tenant, Move move, BooleanSupplier goesOn) {
        if (!move.counted() && !in(() -> isKeptAndAdded(tenant, move))) {
            return Ended.WAITING;
        }
        return pieces(tenant, move, goesOn, () -> numbers.lock(tenant, move.to()) && events.carryAll(tenant, move));
    }

    private boolean isKeptAndAdded(String tenant, Move move) {
        if (!isKept(tenant, move)) {
            return false;
        }
        if (sql.counted(tenant, move) && numbers.lock(tenant, move.to())) {
            numbers.addAllOf(tenant, move.to(), move.from());
            crowds.addAllOf(tenant, move.to(), move.from());
        }
        return true;
    }

    private Ended part(String tenant, Move move, BooleanSupplier goesOn) {
        var before = begun.remove(move.project());
        var stay = before != null && before.move == move.id() ? before : new Stay(move.id());
        var ended = pieces(tenant, move, goesOn, () -> parting.piece(tenant, move, stay));
        if (ended != Ended.DONE && begun.size() < MOST_BEGUN) {
            begun.put(move.project(), stay);
        }
        return ended;
    }

    private Ended pieces(String tenant, Move move, BooleanSupplier goesOn, BooleanSupplier piece) {
        var ended = Ended.OUT_OF_TIME;
        while (ended == Ended.OUT_OF_TIME && goesOn.getAsBoolean()) {
            ended = patiently(() -> in(() -> {
                if (!isKept(tenant, move)) {
                    return Ended.WAITING;
                }
                if (piece.getAsBoolean()) {
                    return Ended.OUT_OF_TIME;
                }
                sql.done(tenant, move);
                return Ended.DONE;
            }));
        }
        return ended;
    }

    /** Keeps it, in the transaction of a piece: who writes the same numbers for long does not hold up everybody's moves. */
    private boolean isKept(String tenant, Move move) {
        writers.beBrief(tenant);
        return sql.keep(tenant, move);
    }

    /** What meets the work of others is left to a later turn. */
    private static Ended patiently(Supplier<Ended> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (Patience.isPassing(e)) {
                return Ended.WAITING;
            }
            throw e;
        }
    }

    /** Forgets what was begun for projects that have nothing left to do: somebody else did it. */
    void forgetAllBut(Collection<Long> projects) {
        begun.keySet().retainAll(projects);
    }

    private static <T> T in(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
