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

    private static final int MAX_SHOWN = 20;

    /** Which calls count, and how many of them at most: those next to the crash. */
    record Choice(Predicate<Call> calls, int most) {}

    /** The same with something more that counts. */
    Section with(String part, String detail) {
        var more = new ArrayList<>(head);
        more.add(part);
        more.add(detail);
        var explained = new ArrayList<>(reasons);
        explained.add(new Reason(part, detail, true));
        return new Section(more, explained, calls);
    }

    /** The parts of the key, with those of the calls that count. */
    List<String> parts(Choice choice) {
        var counted = counted(choice);
        var parts = new ArrayList<String>(head.size() + FrameKey.PARTS * counted.size());
        parts.addAll(head);
        for (var key : counted) {
            key.addTo(parts);
        }
        return parts;
    }

    /** What counted and what did not, for people; of a long stack what is next to the crash. */
    List<Reason> explained(Choice choice) {
        var explained = new ArrayList<>(reasons);
        var counted = counted(choice);
        var hidden = Math.max(0, counted.size() - MAX_SHOWN);
        if (hidden > 0) {
            explained.add(new Reason("frames", counted(hidden, "further out"), true));
        }
        for (var key : counted.subList(hidden, counted.size())) {
            explained.add(new Reason("frame", Texts.cut(key.toString(), 200), true));
        }
        var library = 0L;
        for (var call : calls) {
            library += choice.calls.test(call) ? 0 : 1;
        }
        if (library > 0) {
            explained.add(new Reason("frames", counted(library, "outside the application's own code"), false));
        }
        var folded = calls.size() - library - counted.size();
        if (folded > 0) {
            var which = (folded == 1 ? "that repeats or lies" : "that repeat or lie") + " beyond the last ";
            explained.add(new Reason("frames", counted(folded, which + choice.most), false));
        }
        return explained;
    }

    private List<FrameKey> counted(Choice choice) {
        var all = new ArrayList<FrameKey>(calls.size());
        var isNamed = false;
        for (var call : calls) {
            if (choice.calls.test(call)) {
                all.add(call.key());
                isNamed |= call.key().isNamed();
            }
        }
        if (isNamed) {
            // A number that moves with every edit is better than nothing only where there is nothing else.
            all.replaceAll(FrameKey::unnumbered);
        }
        var keys = Recursion.folded(all);
        return keys.subList(Math.max(0, keys.size() - choice.most), keys.size());
    }

    private static String counted(long calls, String which) {
        return calls + (calls == 1 ? " call " : " calls ") + which;
    }
}
