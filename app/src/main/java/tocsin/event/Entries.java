package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.ExceptionValue;
import tocsin.sentry.SentryEvent.Frame;
import tocsin.sentry.SentryEvent.Mechanism;
import tocsin.sentry.SentryEvent.Request;
import tocsin.sentry.SentryEvent.Stacktrace;
import tocsin.sentry.SentryEvent.Tag;

/** The {@code entries} of an event in Sentry's API: exception, threads, message, breadcrumbs, request, images. */
final class Entries {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Entries() {}

    static ArrayNode of(SentryEvent event) {
        var entries = JSON.arrayNode();
        if (!event.exceptions().isEmpty()) {
            var data = entry(entries, "exception");
            var values = data.putArray("values");
            event.exceptions().forEach(exception -> values.add(exception(exception)));
            data.put("hasSystemFrames", true);
            data.putNull("excOmitted");
        }
        if (event.message() != null) {
            entry(entries, "message")
                    .put("formatted", EventView.message(event))
                    .put("message", event.message().template())
                    .set("params", event.message().params());
        }
        if (event.stacktrace() != null) {
            entry(entries, "stacktrace").setAll((ObjectNode) stack(event.stacktrace()));
        }
        if (!event.threads().isEmpty()) {
            var values = entry(entries, "threads").putArray("values");
            for (var thread : event.threads()) {
                var answer = values.addObject()
                        .put("id", thread.id())
                        .put("name", thread.name())
                        .put("crashed", thread.crashed())
                        .put("current", thread.current())
                        .put("main", thread.main())
                        .put("state", thread.state());
                answer.set("stacktrace", stack(thread.stacktrace()));
            }
        }
        if (!event.breadcrumbs().isEmpty()) {
            breadcrumbs(entry(entries, "breadcrumbs").putArray("values"), event);
        }
        if (event.request() != null) {
            request(entry(entries, "request"), event.request());
        }
        if (event.debugMeta() != null) {
            entry(entries, "debugmeta").set("images", event.debugMeta().path("images"));
        }
        return entries;
    }

    private static ObjectNode entry(ArrayNode entries, String type) {
        return entries.addObject().put("type", type).putObject("data");
    }

    private static ObjectNode exception(ExceptionValue exception) {
        var answer = JSON.objectNode()
                .put("type", exception.type())
                .put("value", exception.value())
                .put("module", exception.module())
                .put("threadId", exception.threadId());
        answer.set("mechanism", mechanism(exception.mechanism()));
        answer.set("stacktrace", stack(exception.stacktrace()));
        answer.putNull("rawStacktrace");
        return answer;
    }

    private static JsonNode mechanism(Mechanism mechanism) {
        if (mechanism == null) {
            return JSON.nullNode();
        }
        var answer = JSON.objectNode()
                .put("type", mechanism.type())
                .put("handled", mechanism.handled())
                .put("synthetic", mechanism.synthetic())
                .put("description", mechanism.description())
                .put("source", mechanism.source())
                .put("exception_id", mechanism.exceptionId())
                .put("parent_id", mechanism.parentId())
                .put("is_exception_group", mechanism.exceptionGroup());
        answer.set("meta", mechanism.meta());
        answer.set("data", mechanism.data());
        return answer;
    }

    private static JsonNode stack(Stacktrace stack) {
        if (stack == null) {
            return JSON.nullNode();
        }
        var answer = JSON.objectNode();
        var frames = answer.putArray("frames");
        stack.frames().forEach(frame -> frames.add(frame(frame)));
        answer.put("hasSystemFrames", stack.frames().stream().anyMatch(frame -> !Boolean.TRUE.equals(frame.inApp())));
        answer.set("registers", stack.registers());
        if (stack.trimmed() > 0) {
            answer.putArray("framesOmitted").add(stack.trimmed());
        } else {
            answer.putNull("framesOmitted");
        }
        return answer;
    }

    private static ObjectNode frame(Frame frame) {
        var answer = JSON.objectNode()
                .put("filename", frame.filename())
                .put("absPath", frame.absPath())
                .put("module", frame.module())
                .put("package", frame.packageName())
                .put("platform", frame.platform())
                .put("instructionAddr", frame.instructionAddress())
                .put("symbolAddr", frame.symbolAddress())
                .put("function", frame.function())
                .put("rawFunction", frame.rawFunction())
                .put("lineNo", frame.line())
                .put("colNo", frame.column())
                .put("inApp", Boolean.TRUE.equals(frame.inApp()))
                .put("sourceLink", frame.sourceLink());
        answer.set("context", context(frame));
        answer.set("vars", frame.vars());
        return answer;
    }

    /** Source as pairs of line number and text. */
    private static ArrayNode context(Frame frame) {
        var lines = JSON.arrayNode();
        if (frame.contextLine() == null || frame.line() == null) {
            return lines;
        }
        var number = frame.line() - frame.preContext().size();
        for (var text : frame.preContext()) {
            lines.addArray().add(number++).add(text);
        }
        lines.addArray().add(number++).add(frame.contextLine());
        for (var text : frame.postContext()) {
            lines.addArray().add(number++).add(text);
        }
        return lines;
    }

    private static void breadcrumbs(ArrayNode values, SentryEvent event) {
        for (var breadcrumb : event.breadcrumbs()) {
            var answer = values.addObject()
                    .put("type", breadcrumb.type())
                    .put("category", breadcrumb.category())
                    .put("level", breadcrumb.level() == null ? "info" : word(breadcrumb.level()))
                    .put("message", breadcrumb.message())
                    .put(
                            "timestamp",
                            breadcrumb.timestamp() == null
                                    ? null
                                    : breadcrumb.timestamp().toString());
            answer.set("data", breadcrumb.data());
        }
    }

    private static void request(ObjectNode answer, Request request) {
        answer.put("method", request.method());
        answer.put("url", request.url());
        answer.put("fragment", request.fragment());
        answer.set("query", pairs(request.query()));
        answer.set("headers", pairs(request.headers()));
        answer.set("cookies", pairs(request.cookies()));
        answer.set("data", request.data());
        var env = answer.putObject("env");
        request.env().forEach(pair -> env.put(pair.key(), pair.value()));
    }

    private static ArrayNode pairs(List<Tag> pairs) {
        var array = JSON.arrayNode();
        pairs.forEach(pair -> array.addArray().add(pair.key()).add(pair.value()));
        return array;
    }

    private static String word(SentryEvent.Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
