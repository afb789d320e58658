package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import tocsin.sentry.SentryEvent.LogEntry;

/** The log message, from {@code logentry} or {@code message}, each of which may be text or an object. */
final class LogEntryParser {

    private static final int MAX = 8192;

    private LogEntryParser() {}

    static LogEntry parse(Fields event) {
        var entry = parse(event, "logentry");
        return entry == null ? parse(event, "message") : entry;
    }

    private static LogEntry parse(Fields event, String name) {
        var value = event.get(name);
        if (value != null && value.isObject()) {
            return event.object(name, LogEntryParser::entry);
        }
        var text = event.anyText(name, MAX);
        return text == null ? null : new LogEntry(null, text, null);
    }

    private static LogEntry entry(Fields fields) {
        var template = fields.anyText("message", MAX);
        var formatted = fields.anyText("formatted", MAX);
        var params = params(fields);
        if (template == null && formatted == null) {
            return null;
        }
        if (formatted == null) {
            formatted = fields.shortened(Placeholders.filled(template, params), MAX);
        }
        // A template that says no more than the message is none
        return new LogEntry(formatted.equals(template) ? null : template, formatted, params);
    }

    private static JsonNode params(Fields fields) {
        var params = fields.data("params", 7, MAX);
        return params == null || params.isContainerNode() && params.isEmpty() ? null : params;
    }
}
