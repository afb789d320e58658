package tocsin.grouping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/** An event as it was sent, to read and to change. */
final class EventJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Received RECEIVED = Received.at(Instant.parse("2026-11-21T10:00:00Z"));

    private static final Set<String> CRASHES = Set.of("mach", "signalhandler", "minidump");
    // Where systems keep what they bring along
    private static final Pattern SYSTEM = Pattern.compile(
            "(?:java|javax|android|androidx|dalvik|libcore)\\..*|(?:std|boost)::.*"
                    + "|com\\.(?:android|google\\.android)\\..*"
                    + "|/(?:usr|System|system|apex|lib)/.*|(?i:[a-z]:\\\\windows\\\\.*)|lib.*\\.dylib|[A-Z]\\w*(?:Core|Kit|GL).*|Foundation");

    private EventJson() {}

    static ObjectNode read(byte[] json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SentryEvent parse(ObjectNode json) {
        return EventParser.parse(json.toString().getBytes(StandardCharsets.UTF_8), RECEIVED);
    }

    static ObjectNode logged(String message) {
        return JSON.createObjectNode().put("platform", "python").put("message", message);
    }

    static ObjectNode changed(ObjectNode original, Consumer<ObjectNode> change) {
        var copy = original.deepCopy();
        change.accept(copy);
        return copy;
    }

    /** The exception that the program saw; null when there is none. */
    static ObjectNode last(ObjectNode json) {
        var exception = json.path("exception");
        var values = exception.isArray() ? exception : exception.path("values");
        var last = values.isArray() && !values.isEmpty() ? values.get(values.size() - 1) : null;
        return last instanceof ObjectNode object ? object : null;
    }

    /** False of a crash, whose words are the system's own. */
    static boolean speaks(ObjectNode json) {
        var mechanism = last(json).path("mechanism");
        return !mechanism.path("synthetic").asBoolean()
                && !CRASHES.contains(mechanism.path("type").asText());
    }

    static List<List<ObjectNode>> stacks(JsonNode json) {
        var stacks = new ArrayList<List<ObjectNode>>();
        for (var frames : arrays(json)) {
            var stack = new ArrayList<ObjectNode>();
            frames.forEach(frame -> {
                if (frame instanceof ObjectNode object) {
                    stack.add(object);
                }
            });
            stacks.add(stack);
        }
        return stacks;
    }

    static List<ObjectNode> frames(JsonNode json) {
        return stacks(json).stream().flatMap(List::stream).toList();
    }

    /** The frames of each exception, to put some between them. */
    static List<ArrayNode> arrays(JsonNode json) {
        var arrays = new ArrayList<ArrayNode>();
        collect(json.path("exception"), arrays);
        return arrays;
    }

    private static void collect(JsonNode json, List<ArrayNode> into) {
        if (json.path("frames") instanceof ArrayNode frames) {
            into.add(frames);
            return;
        }
        for (var child : json) {
            collect(child, into);
        }
    }

    /** What a developer would call the application's: by the SDK's word, else what has a name and is not the system's. */
    static List<ObjectNode> own(List<ObjectNode> stack) {
        return stack.stream()
                .filter(frame -> frame.has("in_app") && !frame.path("in_app").isNull()
                        ? frame.path("in_app").asBoolean()
                        : isNamed(frame)
                                && !isSystem(home(frame))
                                && !isSystem(frame.path("function").asText()))
                .toList();
    }

    private static boolean isSystem(String home) {
        return SYSTEM.matcher(home).matches();
    }

    private static boolean isNamed(ObjectNode frame) {
        return frame.hasNonNull("function") && !frame.path("function").asText().startsWith("stripped");
    }

    private static String home(ObjectNode frame) {
        for (var name : List.of("module", "package", "filename", "abs_path")) {
            if (frame.hasNonNull(name)) {
                return frame.path(name).asText();
            }
        }
        return frame.path("function").asText();
    }

    /** The frames where the program failed, as far as it is its own; those nearest to the crash when nothing is. */
    static List<ObjectNode> failing(List<ObjectNode> stack) {
        var own = own(stack);
        return own.isEmpty() ? stack.subList(Math.max(0, stack.size() - 3), stack.size()) : own;
    }

    /** Another function in another file. */
    static void move(ObjectNode frame, String elsewhere) {
        for (var name : List.of("function", "raw_function", "module", "filename", "abs_path")) {
            var value = frame.path(name).asText("");
            if (value.isEmpty()) {
                continue;
            }
            frame.put(name, moved(name, value, elsewhere));
        }
        if (frame.hasNonNull("context_line")) {
            frame.put("context_line", "    " + elsewhere + "()");
        }
        frame.remove(List.of("pre_context", "post_context"));
    }

    private static String moved(String name, String value, String elsewhere) {
        if (value.endsWith(">")) {
            return elsewhere + "::" + value;
        }
        var dot = value.lastIndexOf('.');
        var isPath = name.equals("filename") || name.equals("abs_path");
        var cut = isPath && dot > 0 ? dot : value.length();
        return value.substring(0, cut) + elsewhere + value.substring(cut);
    }
}
