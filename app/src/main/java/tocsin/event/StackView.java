package tocsin.event;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tocsin.sentry.SentryEvent.Frame;
import tocsin.sentry.SentryEvent.Stacktrace;

/**
 * A stack trace as a page shows it, the crash on top: frames of the person's own code one by one, runs of others folded.
 *
 * @param left frames that only the raw JSON has
 */
@TemplateData
public record StackView(List<FrameRun> runs, int left) {

    private static final int MOST = 120;

    /** A frame and how often it is repeated. */
    private record Repeated(Frame frame, int times) {}

    static StackView of(Stacktrace stack, String platform, boolean openFirst, Arrangement arrangement) {
        if (stack == null || stack.frames().isEmpty()) {
            return new StackView(List.of(), 0);
        }
        var frames = repeated(stack.frames().reversed());
        var shown = frames.subList(0, Math.min(MOST, frames.size()));
        var left = frames.stream().skip(shown.size()).mapToInt(Repeated::times).sum() + stack.trimmed();
        return arrangement.applied(new StackView(runs(shown, platform, ownership(stack.frames()), openFirst), left));
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** One line for each frame, to be copied into a message. */
    public String text() {
        var text = new StringBuilder();
        for (var run : runs) {
            for (var frame : run.frames()) {
                text.append("    at ")
                        .append(frame.label())
                        .append(" (")
                        .append(frame.path())
                        .append(")\n");
            }
        }
        return left == 0
                ? text.toString()
                : text.append("    … and ").append(left).append(" more\n").toString();
    }

    private static List<Repeated> repeated(List<Frame> frames) {
        var list = new ArrayList<Repeated>();
        for (var frame : frames) {
            var before = list.isEmpty() ? null : list.getLast();
            if (before != null && samePlace(before.frame, frame)) {
                list.set(list.size() - 1, new Repeated(before.frame, before.times + 1));
            } else {
                list.add(new Repeated(frame, 1));
            }
        }
        return list;
    }

    private static boolean samePlace(Frame a, Frame b) {
        return Objects.equals(a.function(), b.function())
                && Objects.equals(a.module(), b.module())
                && Objects.equals(a.filename(), b.filename())
                && Objects.equals(a.line(), b.line())
                && Objects.equals(a.instructionAddress(), b.instructionAddress());
    }

    /** An SDK that marks no frame at all as own does not know; then all it did not rule out are. */
    private static java.util.function.Predicate<Frame> ownership(List<Frame> frames) {
        return frames.stream().anyMatch(frame -> Boolean.TRUE.equals(frame.inApp()))
                ? frame -> Boolean.TRUE.equals(frame.inApp())
                : frame -> frame.inApp() == null;
    }

    private static List<FrameRun> runs(
            List<Repeated> frames, String platform, java.util.function.Predicate<Frame> isOwn, boolean openFirst) {
        var runs = new ArrayList<FrameRun>();
        var opened = !openFirst;
        for (int from = 0; from < frames.size(); ) {
            var own = isOwn.test(frames.get(from).frame);
            var to = from;
            var views = new ArrayList<FrameView>();
            for (; to < frames.size() && isOwn.test(frames.get(to).frame) == own; to++) {
                var frame = frames.get(to);
                views.add(FrameView.of(frame.frame, platform, own, own && !opened, frame.times));
                opened |= own;
            }
            // A single line takes as much room as the line that would stand for it.
            var folded = !own && views.size() > 1;
            var run = frames.subList(from, to);
            runs.add(new FrameRun(
                    folded,
                    run.stream().mapToInt(Repeated::times).sum(),
                    Library.names(run.stream().map(Repeated::frame).toList()),
                    views));
            from = to;
        }
        return runs;
    }
}
