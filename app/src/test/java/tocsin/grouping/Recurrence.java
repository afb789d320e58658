package tocsin.grouping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The same bug once more: in the next release, on another machine, with other data. */
final class Recurrence {

    private static final String FIRST = " (order 1, 2026-01-01T00:00:00Z, 10.0.0.1) for Ada";
    private static final Pattern ADDRESS = Pattern.compile("(?<=pointer )0x[0-9a-f]{5,}");
    private static final long MOVED = 0x40000;

    private Recurrence() {}

    /** The event with data in what it says, which may then differ. A crash says nothing of the kind. */
    static ObjectNode first(ObjectNode original) {
        return EventJson.last(original) == null || !EventJson.speaks(original)
                ? original
                : EventJson.changed(original, json -> {
                    var exception = EventJson.last(json);
                    exception.put("value", exception.path("value").asText("it failed") + FIRST);
                });
    }

    /** By how they differ; nothing where an event has nothing that could differ so. */
    static Map<String, ObjectNode> of(ObjectNode original) {
        var again = new LinkedHashMap<String, ObjectNode>();
        again.put("other lines", EventJson.changed(original, json -> EventJson.frames(json)
                .forEach(frame -> {
                    if (frame.path("lineno").canConvertToInt()) {
                        frame.put("lineno", frame.path("lineno").asInt() + 17);
                    }
                })));
        again.put("the line edited", EventJson.changed(original, Recurrence::edit));
        again.put("other addresses", EventJson.changed(original, Recurrence::load));
        again.put("other numbers", said(original, " (order 48151, 2026-03-07T12:01:59Z, 10.1.2.3) for Ada"));
        again.put("other words", said(original, " (order 1, 2026-01-01T00:00:00Z, 10.0.0.1) for Anna"));
        again.put("another page", EventJson.changed(original, json -> {
            if (json.hasNonNull("transaction")) {
                json.put("transaction", "/somewhere/else");
            }
        }));
        again.put("another way in", EventJson.changed(original, Recurrence::enter));
        again.put("newer libraries", EventJson.changed(original, Recurrence::wrap));
        again.put("deeper recursion", EventJson.changed(original, json -> EventJson.arrays(json)
                .forEach(stack -> {
                    var inner = stack.size() / 2;
                    for (var at = 0; at < 5 && !stack.isEmpty(); at++) {
                        stack.insert(inner, stack.get(inner).deepCopy());
                    }
                })));
        again.put("all marked as own", EventJson.changed(original, json -> EventJson.frames(json)
                .forEach(frame -> frame.put("in_app", true))));
        if (original.path("platform").asText().equals("javascript")) {
            again.put("another build", EventJson.changed(original, json -> EventJson.frames(json)
                    .forEach(Recurrence::rebuild)));
        }
        again.values().removeIf(original::equals);
        return again;
    }

    private static ObjectNode said(ObjectNode original, String data) {
        return EventJson.changed(original, json -> {
            var exception = EventJson.last(json);
            var value = exception.path("value").asText();
            if (value.contains(" (order")) {
                exception.put("value", value.substring(0, value.lastIndexOf(" (order")) + data);
            }
        });
    }

    /** A comment behind the line that fails. */
    private static void edit(ObjectNode json) {
        for (var stack : EventJson.stacks(json)) {
            var line = stack.isEmpty() ? null : EventJson.failing(stack).getLast();
            if (line != null && line.hasNonNull("context_line")) {
                line.put("context_line", line.path("context_line").asText() + " // see below");
            }
        }
    }

    /** The program and its libraries at other addresses. */
    private static void load(ObjectNode json) {
        for (var frame : EventJson.frames(json)) {
            for (var name : List.of("instruction_addr", "symbol_addr", "image_addr")) {
                if (frame.hasNonNull(name)) {
                    frame.put(name, moved(frame.path(name).asText()));
                }
            }
        }
        var exception = EventJson.last(json);
        if (!EventJson.speaks(json) && exception.hasNonNull("value")) {
            exception.put(
                    "value",
                    ADDRESS.matcher(exception.path("value").asText()).replaceAll(found -> moved(found.group())));
        }
    }

    private static String moved(String address) {
        return "0x" + Long.toHexString(Long.decode(address) + MOVED);
    }

    /** The same calls from another function further out, which is told apart only where the SDK marks own frames. */
    private static void enter(ObjectNode json) {
        for (var stack : EventJson.stacks(json)) {
            var own = stack.stream()
                    .filter(frame -> frame.path("in_app").asBoolean())
                    .toList();
            if (own.size() >= 3) {
                EventJson.move(own.getFirst(), "Entry");
            }
        }
    }

    /** Three more calls of the runtime around all others, marked as it is marked there. */
    private static void wrap(ObjectNode json) {
        for (var stack : EventJson.arrays(json)) {
            for (var at = 0; at < 3 && isSymbolic(stack); at++) {
                stack.insert(0, outer(json, stack.get(0), "run_loop_" + "abc".charAt(at)));
            }
        }
    }

    private static boolean isSymbolic(ArrayNode stack) {
        for (var frame : stack) {
            if (frame.hasNonNull("function")) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode outer(ObjectNode json, JsonNode outermost, String function) {
        var frame = ((ObjectNode) outermost).objectNode().put("function", function);
        switch (json.path("platform").asText()) {
            case "java" ->
                frame.put("module", "java.util.concurrent.ForkJoinTask").put("filename", "ForkJoinTask.java");
            case "csharp" -> frame.put("module", "System.Threading.ThreadPoolWorkQueue");
            case "native", "cocoa" -> frame.put("package", "/usr/lib/system/libdispatch.dylib");
            case "javascript", "node" -> frame.put("filename", "node_modules/runner/loop.js");
            default ->
                frame.put("module", "runner.loop").put("filename", "/usr/lib/python3/site-packages/runner/loop.py");
        }
        if (outermost.hasNonNull("in_app")) {
            frame.put("in_app", false);
        }
        return frame;
    }

    private static void rebuild(ObjectNode frame) {
        for (var name : List.of("filename", "abs_path")) {
            var value = frame.path(name).asText("");
            if (value.endsWith(".js")) {
                frame.put(name, value.substring(0, value.length() - 3) + ".9f3ab17c.js");
            }
        }
    }
}
