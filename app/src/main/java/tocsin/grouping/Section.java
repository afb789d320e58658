package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One exception or thread with its stack.
 *
 * @param head what counts beside the frames
 * @param reasons what is to be said of the head
 */
record Section(List<String> head, List<Reason> reasons, List<Call> calls) {

    private static final int MAX_FRAMES = 50;
    private static final int MAX_SHOWN = 20;

    /** The parts of the key, with those of the calls that count. */
    List<String> parts(Predicate<Call> counts) {
        var parts = new ArrayList<>(head);
        for (var key : counted(counts)) {
            parts.addAll(key.parts());
        }
        return parts;
    }

    /** What counted and what did not, for people; of a long stack what is next to the crash. */
    List<Reason> explained(Predicate<Call> counts) {
        var explained = new ArrayList<>(reasons);
        var counted = counted(counts);
        var hidden = Math.max(0, counted.size() - MAX_SHOWN);
        if (hidden > 0) {
            explained.add(new Reason("frames", counted(hidden, "further out"), true));
        }
        for (var key : counted.subList(hidden, counted.size())) {
            explained.add(new Reason("frame", Texts.cut(key.toString(), 200), true));
        }
        var library = 0L;
        for (var call : calls) {
            library += counts.test(call) ? 0 : 1;
        }
        if (library > 0) {
            explained.add(new Reason("frames", counted(library, "outside the application's own code"), false));
        }
        var folded = calls.size() - library - counted.size();
        if (folded > 0) {
            explained.add(
                    new Reason("frames", counted(folded, "that repeat or lie beyond the last " + MAX_FRAMES), false));
        }
        return explained;
    }

    private List<FrameKey> counted(Predicate<Call> counts) {
        var all = new ArrayList<FrameKey>(calls.size());
        for (var call : calls) {
            if (counts.test(call)) {
                all.add(call.key());
            }
        }
        var keys = Recursion.folded(all);
        return keys.subList(Math.max(0, keys.size() - MAX_FRAMES), keys.size());
    }

    private static String counted(long calls, String which) {
        return calls + (calls == 1 ? " call " : " calls ") + which;
    }
}
