package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.Frame;
import tocsin.sentry.SentryEvent.Stacktrace;

/** A stack: the youngest frames, and details only for those at both ends, which are the ones that people open. */
final class StacktraceParser {

    static final int MAX_FRAMES = 250;
    private static final int MAX_DETAILED = 50;

    private final Notes notes;

    private StacktraceParser(Notes notes) {
        this.notes = notes;
    }

    /** Null when the field holds no stack. */
    static Stacktrace parse(Fields fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            return null;
        }
        var notes = fields.notes();
        if (value.isArray()) {
            notes.enter(name);
            var frames = new StacktraceParser(notes).frames(value, 0, null);
            notes.leave();
            return frames;
        }
        return fields.object(name, stack -> new StacktraceParser(notes).stack(stack));
    }

    private Stacktrace stack(Fields stack) {
        var registers = stack.objectData("registers", 2, 8192);
        var frames = stack.get("frames");
        if (frames != null && !frames.isArray()) {
            notes.invalid("frames", frames, "expected a list of frames");
        }
        var list = frames != null && frames.isArray() ? frames : JsonNodeFactory.instance.arrayNode(0);
        var omitted = stack.get("frames_omitted");
        return frames(
                list,
                omitted == null ? 0 : omitted.path(1).asInt() - omitted.path(0).asInt(),
                registers);
    }

    private Stacktrace frames(JsonNode sent, int omitted, JsonNode registers) {
        notes.enter("frames");
        var objects = new ArrayList<JsonNode>(sent.size());
        for (var frame : sent) {
            if (frame.isObject()) {
                objects.add(frame);
            } else if (!frame.isNull()) {
                notes.invalid(frame, "expected a frame");
            }
        }
        var trimmed = Math.max(objects.size() - MAX_FRAMES, 0);
        if (trimmed > 0) {
            notes.cut(objects.size());
        }
        var frames = frames(objects.subList(trimmed, objects.size()));
        notes.leave();
        return frames.isEmpty() && registers == null
                ? null
                : new Stacktrace(frames, registers, Math.clamp((long) trimmed + omitted, 0, 1_000_000));
    }

    private List<Frame> frames(List<JsonNode> objects) {
        var frames = new ArrayList<Frame>(objects.size());
        var slimmed = false;
        for (var i = 0; i < objects.size(); i++) {
            var detailed = i < MAX_DETAILED / 2 || i >= objects.size() - MAX_DETAILED / 2;
            slimmed |= !detailed && hasDetails(objects.get(i));
            notes.enter(i);
            frames.add(frame(objects.get(i), detailed));
            notes.leave();
        }
        if (slimmed) {
            notes.cut(frames.size());
        }
        return frames;
    }

    private Frame frame(JsonNode sent, boolean detailed) {
        if (sent instanceof FrameNode node) {
            return node.frame(notes, detailed);
        }
        return FrameParser.parse(new Fields(sent, notes), detailed);
    }

    private static boolean hasDetails(JsonNode frame) {
        return frame instanceof FrameNode node && node.hadDetails()
                || frame.has("vars")
                || frame.has("pre_context")
                || frame.has("post_context");
    }
}
