package tocsin.sentry;

import java.util.List;
import tocsin.sentry.SentryEvent.Frame;

/** One frame of a stack. */
final class FrameParser {

    private static final int MAX_NAME = 512;
    private static final int MAX_PATH = 2048;
    private static final int MAX_LINE = 512;
    private static final int MAX_LINES = 30;
    private static final int MAX_VARS = 8192;

    private FrameParser() {}

    /** @param detailed whether variables and surrounding lines are kept */
    static Frame parse(Fields frame, boolean detailed) {
        return parse(frame, detailed, Familiar.STRANGER);
    }

    static Frame parse(Fields frame, boolean detailed, Familiar familiar) {
        var absPath = frame.text("abs_path", MAX_PATH);
        var filename = frame.text("filename", MAX_NAME);
        return new Frame(
                filename == null && absPath != null ? frame.shortened(absPath, MAX_NAME) : filename,
                frame.text("function", MAX_NAME),
                frame.text("raw_function", MAX_PATH),
                frame.text("module", MAX_NAME),
                frame.text("package", MAX_NAME),
                absPath,
                line(frame),
                frame.count("colno"),
                frame.line("context_line", MAX_LINE),
                detailed ? frame.lines("pre_context", MAX_LINES, true, MAX_LINE) : List.of(),
                detailed ? frame.lines("post_context", MAX_LINES, false, MAX_LINE) : List.of(),
                frame.flag("in_app"),
                detailed ? frame.objectData("vars", 7, MAX_VARS) : null,
                address(frame, "instruction_addr"),
                address(frame, "symbol_addr"),
                address(frame, "image_addr"),
                platform(frame),
                frame.text("source_link", MAX_PATH),
                familiar);
    }

    /** Lines count from 1; some SDKs send 0 when they do not know. */
    private static Integer line(Fields frame) {
        var line = frame.count("lineno");
        return line != null && line == 0 ? null : line;
    }

    private static String address(Fields frame, String name) {
        var value = frame.get(name);
        return value != null && value.isIntegralNumber() && value.canConvertToLong()
                ? "0x" + Long.toHexString(value.longValue())
                : frame.text(name, Fields.NAME);
    }

    private static String platform(Fields frame) {
        var platform = frame.text("platform", Fields.NAME);
        return platform == null ? null : Platforms.known(platform);
    }
}
