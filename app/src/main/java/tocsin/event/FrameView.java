package tocsin.event;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.Frame;
import tocsin.web.CodeLine;
import tocsin.web.Pair;

/**
 * One line of a stack trace, with the source around it.
 *
 * @param path what can be copied to find the place, with the line
 * @param failing the line of source itself, null when unknown
 * @param times how often it stands there in a row
 */
@TemplateData
public record FrameView(
        String function,
        String module,
        String file,
        String path,
        Integer line,
        String failing,
        boolean own,
        boolean open,
        List<CodeLine> source,
        List<Pair> variables,
        int times) {

    private static final int LONGEST_LINE = 500;

    static FrameView of(Frame frame, boolean own, boolean open, int times) {
        var file = first(frame.filename(), frame.module(), frame.packageName(), frame.instructionAddress());
        return new FrameView(
                first(frame.function(), frame.rawFunction(), frame.symbolAddress(), "?"),
                frame.module() == null ? "" : frame.module(),
                file,
                first(frame.absPath(), file) + (frame.line() == null ? "" : ":" + frame.line()),
                frame.line(),
                frame.contextLine(),
                own,
                open,
                source(frame),
                Pairs.of(frame.vars()),
                times);
    }

    /** The function, and how often it called itself. */
    public String label() {
        return times == 1 ? function : function + " × " + times;
    }

    /** Whether there is anything to unfold. */
    public boolean hasMore() {
        return !source.isEmpty() || !variables.isEmpty();
    }

    private static List<CodeLine> source(Frame frame) {
        if (frame.contextLine() == null) {
            return List.of();
        }
        var lines = new ArrayList<CodeLine>();
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

    private static CodeLine line(Integer failing, int distance, String code) {
        var text = code == null ? "" : code.stripTrailing();
        return new CodeLine(
                failing == null ? 0 : failing + distance,
                escaped(text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text),
                distance == 0);
    }

    /** Source is foreign text like everything else. */
    private static RawString escaped(String text) {
        return new RawString(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
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
