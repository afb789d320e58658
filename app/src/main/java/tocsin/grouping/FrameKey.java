package tocsin.grouping;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tocsin.sentry.SentryEvent.Frame;

/**
 * What of a frame counts.
 *
 * @param place file or module; empty when not known
 * @param function empty when not known
 * @param detail the line's text, or where it stands, of a function without a name; empty when the name says enough
 * @param numbered when the detail is the line's number, which every change further up moves
 */
record FrameKey(String place, String function, String detail, boolean numbered) {

    static final int PARTS = 4;

    private static final int MAX_CONTEXT = 120;
    private static final int MINIFIED_COLUMN = 500;
    private static final int MINIFIED_LINE = 300;
    private static final int MINIFIED_NAME = 2;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern MINIFIED_FILE = Pattern.compile(".*[.-]min\\.[cm]?js(?:[?#].*)?");

    // The Java runtime swaps these for one another while a program runs.
    private static final List<String> JVM_MACHINERY =
            List.of("sun.reflect.", "jdk.internal.reflect.", "java.lang.invoke.", "jdk.proxy", "com.sun.proxy.");
    // Browsers differ in whether they list what they run themselves, and the SDK wraps what it watches.
    private static final Set<String> SCRIPT_MACHINERY = Set.of("eval", "eval code", "sentryWrapped");
    private static final Set<String> SCRIPT_ENGINE = Set.of("[native code]", "native code", "eval code", "<anonymous>");

    /** Null for a frame that says nothing which would be true of the next occurrence. */
    static FrameKey of(Frame frame, Family family) {
        if (isMachinery(frame, family)) {
            return null;
        }
        var function = FunctionName.of(frame, family);
        var place = text(CodePlace.of(frame, family));
        if (family.isScript() && isMinified(frame) && (function.anonymous() || isShort(function.text()))) {
            return null;
        }
        var name = text(function.text());
        if (place.isEmpty() && name.isEmpty()) {
            return null;
        }
        return function.anonymous() ? anonymous(place, name, frame) : new FrameKey(place, name, "", false);
    }

    private static FrameKey anonymous(String place, String function, Frame frame) {
        var line = source(frame);
        var numbered = line.isEmpty() && frame.line() != null && frame.line() > 0;
        if (numbered) {
            return new FrameKey(place, function, "line " + frame.line(), true);
        }
        return new FrameKey(place, function, line.isEmpty() ? offset(frame) : line, false);
    }

    /** True when its function tells it from all others of its file. */
    boolean isNamed() {
        return !function.isEmpty() && detail.isEmpty();
    }

    /** The same wherever in its file it stands. */
    FrameKey unnumbered() {
        return numbered ? new FrameKey(place, function, "", false) : this;
    }

    /**
     * The text of the line that its frame had come to; empty when it counts already, is not sent, or is no line of a
     * program that somebody wrote: a page is written anew for each visitor.
     */
    String line(Frame frame) {
        return !detail.isEmpty() || place.equals(CodePlace.PAGE) || isMinified(frame) ? "" : source(frame);
    }

    private static String source(Frame frame) {
        var line = frame.contextLine();
        return line == null || line.isBlank()
                ? ""
                : Texts.cut(SPACE.matcher(line.strip()).replaceAll(" "), MAX_CONTEXT);
    }

    void addTo(List<String> parts) {
        parts.add("frame");
        parts.add(place);
        parts.add(function);
        parts.add(detail);
    }

    /** The same as any record's, but for the order: of one file's functions the place tells nothing. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof FrameKey key
                        && numbered == key.numbered
                        && function.equals(key.function)
                        && detail.equals(key.detail)
                        && place.equals(key.place);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * place.hashCode() + function.hashCode()) + detail.hashCode();
    }

    @Override
    public String toString() {
        var called = function.isEmpty() ? detail : function;
        return place.isEmpty() || called.isEmpty() ? place + called : place + " in " + called;
    }

    private static boolean isMachinery(Frame frame, Family family) {
        if (family == Family.JVM) {
            return frame.module() != null && beginsLikeMachinery(frame.module());
        }
        return family.isScript() && (isOf(frame.filename(), SCRIPT_ENGINE) || isOf(frame.function(), SCRIPT_MACHINERY));
    }

    private static boolean beginsLikeMachinery(String module) {
        for (var beginning : JVM_MACHINERY) {
            if (module.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(String name, Set<String> names) {
        return name != null && names.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** A minifier names anew at every build, and puts everything on one line. */
    private static boolean isMinified(Frame frame) {
        var line = frame.contextLine();
        return (frame.column() != null && frame.column() > MINIFIED_COLUMN)
                || (line != null && (line.length() > MINIFIED_LINE || line.contains("{snip}")))
                || (frame.filename() != null
                        && frame.filename().contains("min.")
                        && MINIFIED_FILE.matcher(frame.filename()).matches());
    }

    private static boolean isShort(String function) {
        return function.length() <= MINIFIED_NAME;
    }

    /** Where in its binary a function without symbols begins: the same each time the same build is loaded. */
    private static String offset(Frame frame) {
        var address = frame.symbolAddress() == null ? frame.instructionAddress() : frame.symbolAddress();
        if (address == null || frame.imageAddress() == null) {
            return "";
        }
        try {
            var offset = Long.decode(address) - Long.decode(frame.imageAddress());
            return offset >= 0 ? "offset 0x" + Long.toHexString(offset) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    private static String text(String nullable) {
        return nullable == null ? "" : nullable;
    }
}
