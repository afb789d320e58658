package tocsin.event;

import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.Frame;

/**
 * One line of a stack trace, with the source around it.
 *
 * @param path what can be copied to find the place, with the line
 * @param times how often it stands there in a row
 */
public record FrameView(
        String function,
        String module,
        String file,
        String path,
        Integer line,
        boolean own,
        boolean open,
        List<SourceLine> source,
        List<Entry> variables,
        int times) {

    /** A line of source; the failing one is marked. {@code number} is empty when nobody knows it. */
    public record SourceLine(String number, String code, boolean failing) {}

    private static final int LONGEST_LINE = 500;

    static FrameView of(Frame frame, boolean own, boolean open, int times) {
        var file = first(frame.filename(), frame.module(), frame.packageName(), frame.instructionAddress());
        return new FrameView(
                first(frame.function(), frame.rawFunction(), frame.symbolAddress(), "?"),
                frame.module() == null ? "" : frame.module(),
                file,
                first(frame.absPath(), file) + (frame.line() == null ? "" : ":" + frame.line()),
                frame.line(),
                own,
                open,
                source(frame),
                Entry.of(frame.vars()),
                times);
    }

    /** Whether there is anything to unfold. */
    public boolean hasMore() {
        return !source.isEmpty() || !variables.isEmpty();
    }

    private static List<SourceLine> source(Frame frame) {
        if (frame.contextLine() == null) {
            return List.of();
        }
        var lines = new ArrayList<SourceLine>();
        var before = frame.preContext() == null ? List.<String>of() : frame.preContext();
        var after = frame.postContext() == null ? List.<String>of() : frame.postContext();
        for (int i = 0; i < before.size(); i++) {
            lines.add(line(frame.line(), i - before.size(), before.get(i)));
        }
        lines.add(line(frame.line(), 0, frame.contextLine()));
        for (int i = 0; i < after.size(); i++) {
            lines.add(line(frame.line(), i + 1, after.get(i)));
        }
        return lines;
    }

    private static SourceLine line(Integer failing, int distance, String code) {
        var text = code == null ? "" : code.stripTrailing();
        return new SourceLine(
                failing == null ? "" : Integer.toString(failing + distance),
                text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text,
                distance == 0);
    }

    private static String first(String... candidates) {
        for (var candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate;
            }
        }
        return "";
    }
}
