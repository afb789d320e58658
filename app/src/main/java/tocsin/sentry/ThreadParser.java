package tocsin.sentry;

import java.util.List;
import tocsin.sentry.SentryEvent.ThreadValue;

/** The threads at the time of the event. */
final class ThreadParser {

    private static final int MAX_THREADS = 1000;

    private ThreadParser() {}

    static List<ThreadValue> parse(Fields event) {
        return ValueList.parse(event, "threads", MAX_THREADS, ThreadParser::thread);
    }

    private static ThreadValue thread(Fields fields) {
        return new ThreadValue(
                fields.text("id", Fields.NAME),
                fields.text("name", Fields.NAME),
                fields.flag("crashed"),
                fields.flag("current"),
                fields.flag("main"),
                fields.text("state", Fields.NAME),
                StacktraceParser.parse(fields, "stacktrace"));
    }
}
