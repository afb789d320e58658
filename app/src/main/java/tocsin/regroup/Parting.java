package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Looks through an issue's events, and lets those go whose keys lead elsewhere, with what was counted of them. */
@ApplicationScoped
class Parting {

    private final MovingEventSql events;
    private final NumberSql numbers;
    private final CrowdSql crowds;

    Parting(MovingEventSql events, NumberSql numbers, CrowdSql crowds) {
        this.events = events;
        this.numbers = numbers;
        this.crowds = crowds;
    }

    /** Looks through some, in the caller's transaction; false when there were no more. */
    boolean piece(String tenant, Move move, Stay stay) {
        // Opened before anybody has to wait for us: which of them are still there is told when they are carried over.
        var seen = events.piece(tenant, move, stay.at);
        if (!lock(tenant, move)) {
            return false;
        }
        if (seen.isEmpty()) {
            // Nothing is counted any more: the last look sees as many as are counted.
            seen = events.piece(tenant, move, stay.at);
        }
        if (seen.isEmpty()) {
            settle(tenant, move, stay);
            return false;
        }
        var going = seen.stream().filter(MovingEvent::goes).toList();
        var carried = going.isEmpty() ? Set.<UUID>of() : events.carry(tenant, move, going);
        count(
                tenant,
                move,
                going.stream().filter(event -> carried.contains(event.id())).toList());
        if (carried.size() == going.size()) {
            stay.look(seen);
        }
        // Otherwise some were moved, or removed, since we looked: the same look again finds them where they are now.
        return true;
    }

    /** In the order in which those lock who count arriving events. */
    private boolean lock(String tenant, Move move) {
        return numbers.lock(tenant, Math.min(move.from(), move.to()))
                && numbers.lock(tenant, Math.max(move.from(), move.to()));
    }

    private void count(String tenant, Move move, List<MovingEvent> carried) {
        var all = new Numbers();
        var atHome = new HashMap<Long, Numbers>();
        for (var event : carried) {
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
        // What an issue keeps noted for the day of its parting is no longer its own.
        atHome.forEach((home, gone) -> numbers.subtract(tenant, home, gone));
    }

    /** With every counted event stored, what stays is known exactly; otherwise as near as can be told. */
    private void settle(String tenant, Move move, Stay stay) {
        var isWhole = stay.events == events.counted(tenant, move.from());
        if (isWhole && stay.events > 0) {
            events.seen(tenant, move.from(), stay.first, stay.last);
            crowds.replace(tenant, move.from(), stay.persons);
        } else if (move.kind() == Move.Kind.UNDO) {
            events.seenWithout(tenant, move, stay.events == 0 ? null : stay.first, stay.events == 0 ? null : stay.last);
        }
    }
}
