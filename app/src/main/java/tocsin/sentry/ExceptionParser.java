package tocsin.sentry;

import java.util.List;
import tocsin.sentry.SentryEvent.ExceptionValue;
import tocsin.sentry.SentryEvent.Mechanism;

/** The exceptions of an event, cause first. */
final class ExceptionParser {

    private static final int MAX_EXCEPTIONS = 100;
    private static final int MAX_VALUE = 8192;
    private static final int MAX_TYPE = 256;
    private static final int MAX_DATA = 4096;

    private ExceptionParser() {}

    static List<ExceptionValue> parse(Fields event) {
        return ValueList.parse(event, "exception", MAX_EXCEPTIONS, ExceptionParser::exception);
    }

    private static ExceptionValue exception(Fields fields) {
        var type = fields.anyText("type", MAX_TYPE);
        var value = fields.anyText("value", MAX_VALUE);
        var stacktrace = StacktraceParser.parse(fields, "stacktrace");
        if (stacktrace == null) {
            stacktrace = StacktraceParser.parse(fields, "raw_stacktrace");
        }
        if (type == null && value != null) {
            var colon = endOfType(value);
            type = colon > 0 ? value.substring(0, colon) : null;
            value = colon > 0 ? blankToNull(value.substring(colon + 1).strip()) : value;
        }
        if (type == null && value == null && stacktrace == null) {
            fields.notes().error("invalid_data", null, "an exception without type, value and stack");
            return null;
        }
        return new ExceptionValue(
                type,
                value,
                fields.text("module", MAX_TYPE),
                fields.text("thread_id", Fields.NAME),
                stacktrace,
                fields.object("mechanism", ExceptionParser::mechanism));
    }

    /** Some old SDKs send {@code TypeError: no such method} in one; 0 when it does not look like that. */
    private static int endOfType(String value) {
        var end = 0;
        while (end < value.length() && end < MAX_TYPE && isTypeName(value.charAt(end))) {
            end++;
        }
        return value.startsWith(": ", end) ? end : 0;
    }

    private static boolean isTypeName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$';
    }

    private static String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Mechanism mechanism(Fields fields) {
        var type = fields.text("type", Fields.NAME);
        return new Mechanism(
                type == null ? "generic" : type,
                fields.text("description", 1024),
                fields.flag("handled"),
                fields.flag("synthetic"),
                fields.text("source", Fields.NAME),
                fields.count("exception_id"),
                fields.count("parent_id"),
                fields.flag("is_exception_group"),
                fields.objectData("meta", 7, MAX_DATA),
                fields.objectData("data", 7, MAX_DATA));
    }
}
