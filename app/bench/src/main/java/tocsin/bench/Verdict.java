package tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must not happen to one of ours whatever its numbers are: that it loses an event, or fails. */
final class Verdict {

    private Verdict() {}

    /** A sentence for each of that in the row; more events than were sent are as wrong as fewer. */
    static List<String> of(String side, Map<String, Object> row) {
        var broken = new ArrayList<String>();
        if (row.containsKey(Rounds.FAILED)) {
            broken.add(side + " failed: " + row.get(Rounds.FAILED));
        }
        row.forEach((name, value) -> {
            if (Medians.isLoss(name) && value instanceof Number number && number.doubleValue() != 0) {
                broken.add("%s: %s is %.0f".formatted(side, name, number.doubleValue()));
            }
        });
        return broken;
    }
}
