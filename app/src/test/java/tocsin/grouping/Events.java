package tocsin.grouping;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/** Small events, written as an SDK would send them. */
final class Events {

    private static final Received RECEIVED = Received.at(Instant.parse("2026-11-21T10:00:00Z"));

    private Events() {}

    /** Single quotes stand for double ones. */
    static SentryEvent event(String json) {
        return EventParser.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), RECEIVED);
    }

    static SentryEvent python(String... exceptions) {
        return event("{'platform':'python','exception':{'values':[%s]}}".formatted(String.join(",", exceptions)));
    }

    static SentryEvent javascript(String... exceptions) {
        return event("{'platform':'javascript','exception':{'values':[%s]}}".formatted(String.join(",", exceptions)));
    }

    static SentryEvent java(String... exceptions) {
        return event("{'platform':'java','exception':{'values':[%s]}}".formatted(String.join(",", exceptions)));
    }

    static String thrown(String type, String value, String... frames) {
        return "{'type':'%s','value':'%s','stacktrace':{'frames':[%s]}}"
                .formatted(type, value, String.join(",", frames));
    }

    static String synthetic(String type, String value, String... frames) {
        return "{'type':'%s','value':'%s','mechanism':{'type':'signal','synthetic':true},'stacktrace':{'frames':[%s]}}"
                .formatted(type, value, String.join(",", frames));
    }

    static String own(String module, String function) {
        return own(module, function, 1);
    }

    static String own(String module, String function, int line) {
        return "{'module':'%s','function':'%s','lineno':%d,'in_app':true}".formatted(module, function, line);
    }

    static String library(String module, String function) {
        return "{'module':'%s','function':'%s','lineno':1,'in_app':false}".formatted(module, function);
    }

    /** A frame of which the SDK does not say whose it is. */
    static String unmarked(String module, String function) {
        return "{'module':'%s','function':'%s','lineno':1}".formatted(module, function);
    }

    static String file(String filename, String function) {
        return "{'filename':'%s','function':'%s','lineno':1,'in_app':true}".formatted(filename, function);
    }
}
