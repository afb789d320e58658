package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;

/** Folds calls that repeat, so that it does not matter how deep a recursion had come. */
final class Recursion {

    // Functions that call each other in a ring rarely are more.
    private static final int LONGEST_RING = 6;

    private Recursion() {}

    static <T> List<T> folded(List<T> calls) {
        var kept = new ArrayList<T>(calls.size());
        for (var call : calls) {
            kept.add(call);
            for (var ring = 1; ring <= LONGEST_RING && 2 * ring <= kept.size(); ring++) {
                if (!call.equals(kept.get(kept.size() - 1 - ring))) {
                    continue;
                }
                var last = kept.subList(kept.size() - ring, kept.size());
                var before = kept.subList(kept.size() - 2 * ring, kept.size() - ring);
                if (last.equals(before)) {
                    last.clear();
                    break;
                }
            }
        }
        return kept;
    }
}
