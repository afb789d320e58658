package tocsin.regroup;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Lets events and numbers follow the keys that lead to another issue. Each piece is a transaction of its own: whatever
 * ends this process, another begins the events again, and those that are there already are no longer among them.
 */
@ApplicationScoped
class Moves {

    private static final int EVENTS_AT_ONCE = 1_000;
    private static final int PAYLOADS_AT_ONCE = 500;
    /** Above this, people are not listed to be compared: a number that is a little too high is near enough. */
    private static final int MOST_PEOPLE = 100_000;

    private final MoveSql sql;
    private final NumberSql numbers;
    private final CrowdSql crowds;

    Moves(MoveSql sql, NumberSql numbers, CrowdSql crowds) {
        this.sql = sql;
        this.numbers = numbers;
        this.crowds = crowds;
    }

    /** Does what there is for a project, in order, until it is done or {@code goesOn} says no. */
    void work(String tenant, long project, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            var move = in(() -> sql.take(tenant, project));
            if (move.isEmpty()) {
                return;
            }
            if (!work(tenant, move.get(), goesOn)) {
                in(() -> {
                    sql.leave(tenant, move.get());
                    return null;
                });
                return;
            }
        }
    }

    /** As {@link #work(String, long, BooleanSupplier)}, for so long at most. */
    void work(String tenant, long project, Duration longest) {
        var end = Instant.now().plus(longest);
        work(tenant, project, () -> Instant.now().isBefore(end));
    }

    private boolean work(String tenant, Move move, BooleanSupplier goesOn) {
        if (!isCounted(tenant, move, goesOn)) {
            return false;
        }
        return switch (move.kind()) {
            case MERGE -> merge(tenant, move, goesOn);
            case UNDO, PART -> part(tenant, move, goesOn);
        };
    }

    /** Under load numbers come some seconds after their events. */
    private boolean isCounted(String tenant, Move move, BooleanSupplier goesOn) {
        while (sql.isUncounted(tenant, move)) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean merge(String tenant, Move move, BooleanSupplier goesOn) {
        if (!move.counted()) {
            in(() -> {
                if (numbers.lock(tenant, move.to())) {
                    numbers.addAllOf(tenant, move.to(), move.from());
                    crowds.addAllOf(tenant, move.to(), move.from());
                }
                sql.counted(tenant, move);
                return null;
            });
        }
        while (goesOn.getAsBoolean()) {
            var more = in(() -> sql.keep(tenant, move)
                    && numbers.lock(tenant, move.to())
                    && sql.carryAll(tenant, move, EVENTS_AT_ONCE));
            if (!more) {
                return done(tenant, move);
            }
        }
        return false;
    }

    private boolean done(String tenant, Move move) {
        return in(() -> {
            sql.done(tenant, move);
            return true;
        });
    }

    /** What stays with an issue, as far as its events were looked through. */
    private static final class Stay {
        long events;
        Instant first;
        Instant last;
        Set<Long> persons = new HashSet<>();
        MovingEvent at;

        void add(MovingEvent event) {
            var own = new Numbers();
            own.add(event);
            events++;
            first = first == null || own.first.isBefore(first) ? own.first : first;
            last = last == null || own.last.isAfter(last) ? own.last : last;
            if (persons.size() < MOST_PEOPLE) {
                persons.addAll(own.persons);
            }
        }
    }

    private boolean part(String tenant, Move move, BooleanSupplier goesOn) {
        var stay = new Stay();
        while (goesOn.getAsBoolean()) {
            var ended = in(() -> {
                if (!sql.keep(tenant, move) || !lock(tenant, move)) {
                    return true;
                }
                return !piece(tenant, move, stay) && settle(tenant, move, stay);
            });
            if (ended) {
                return done(tenant, move);
            }
        }
        return false;
    }

    /** In the order in which those lock who count arriving events. */
    private boolean lock(String tenant, Move move) {
        return numbers.lock(tenant, Math.min(move.from(), move.to()))
                && numbers.lock(tenant, Math.max(move.from(), move.to()));
    }

    /** Looks through some events and carries over those that go; false when there are no more. */
    private boolean piece(String tenant, Move move, Stay stay) {
        var events = sql.piece(tenant, move, stay.at, PAYLOADS_AT_ONCE);
        if (events.isEmpty()) {
            return false;
        }
        var going = events.stream().filter(MovingEvent::goes).toList();
        events.stream().filter(event -> !event.goes()).forEach(stay::add);
        stay.at = events.getLast();
        if (!going.isEmpty()) {
            count(tenant, move, going);
            sql.carry(tenant, move, going);
        }
        return true;
    }

    private void count(String tenant, Move move, List<MovingEvent> going) {
        var all = new Numbers();
        var atHome = new HashMap<Long, Numbers>();
        for (var event : going) {
            if (move.kind() == Move.Kind.UNDO && event.home() != null) {
                // Counted there before the merge, and taken away from here when it was undone.
                continue;
            }
            all.add(event);
            if (event.home() != null) {
                atHome.computeIfAbsent(event.home(), home -> new Numbers()).add(event);
            }
        }
        if (all.events > 0) {
            numbers.subtract(tenant, move.from(), all);
            numbers.add(tenant, move.to(), all);
            crowds.add(tenant, move.to(), all.persons);
        }
        subtract(tenant, atHome);
    }

    /** What an issue keeps noted for the day of its parting is no longer its own. */
    private void subtract(String tenant, Map<Long, Numbers> atHome) {
        atHome.forEach((home, gone) -> numbers.subtract(tenant, home, gone));
    }

    /** With every counted event stored, what stays is known exactly; otherwise as near as can be told. */
    private boolean settle(String tenant, Move move, Stay stay) {
        var isWhole = stay.events == sql.counted(tenant, move.from());
        if (isWhole && stay.events > 0) {
            sql.seen(tenant, move.from(), stay.first, stay.last);
            if (stay.persons.size() < MOST_PEOPLE) {
                crowds.replace(tenant, move.from(), stay.persons);
            }
        } else if (move.kind() == Move.Kind.UNDO) {
            sql.seenWithout(tenant, move, stay.first, stay.last);
        }
        return true;
    }

    private static <T> T in(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
