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
 * @param link to the line in its repository, null when unknown
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
        int times,
        String link) {

    private static final int LONGEST_LINE = 500;

    static FrameView of(Frame frame, String platform, boolean own, boolean open, int times) {
        var file = first(frame.filename(), frame.module(), frame.packageName(), frame.instructionAddress());
        var language = Language.of(file, first(frame.platform(), platform));
        return new FrameView(
                first(frame.function(), frame.rawFunction(), frame.symbolAddress(), "?"),
                frame.module() == null ? "" : frame.module(),
                file,
                first(frame.absPath(), file) + (frame.line() == null ? "" : ":" + frame.line()),
                frame.line(),
                frame.contextLine(),
                own,
                open,
                source(frame, language),
                PairTable.of(frame.vars(), language.nothing()),
                times,
                link(frame.sourceLink()));
    }

    /** The function, and how often it called itself. */
    public String label() {
        return times == 1 ? function : function + " × " + times;
    }

    /** Whether there is anything to unfold. */
    public boolean hasMore() {
        return !source.isEmpty() || !variables.isEmpty();
    }

    private static List<CodeLine> source(Frame frame, Language language) {
        if (frame.contextLine() == null) {
            return List.of();
        }
        var lines = new ArrayList<CodeLine>();
        var before = frame.preContext() == null ? List.<String>of() : frame.preContext();
        var after = frame.postContext() == null ? List.<String>of() : frame.postContext();
        for (int i = 0; i < before.size(); i++) {
            lines.add(line(frame.line(), i - before.size(), before.get(i), language));
        }
        lines.add(line(frame.line(), 0, frame.contextLine(), language));
        for (int i = 0; i < after.size(); i++) {
            lines.add(line(frame.line(), i + 1, after.get(i), language));
        }
        return lines;
    }

    private static CodeLine line(Integer failing, int distance, String code, Language language) {
        var text = code == null ? "" : code.stripTrailing();
        return new CodeLine(
                failing == null ? 0 : failing + distance,
                new RawString(Highlight.html(LongText.cut(text, LONGEST_LINE), language)
                        + (text.length() > LONGEST_LINE ? "…" : "")),
                distance == 0);
    }

    /** Foreign text leads to the web and nowhere else. */
    private static String link(String address) {
        return address != null && address.matches("https?://\\S+") ? address : null;
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
