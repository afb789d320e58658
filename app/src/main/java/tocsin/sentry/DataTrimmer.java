package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Copies free-form data within a budget of about so many characters of JSON: first come, first kept. What it keeps it
 * keeps again, so trimming a second time changes nothing.
 */
final class DataTrimmer {

    static final int MAX_KEY = 200;

    /** What any scalar costs at most, but text; whoever has as much left may go on. */
    private static final int SCALAR = 24;

    private final Notes notes;
    private int left;

    DataTrimmer(Notes notes, int budget) {
        this.notes = notes;
        this.left = budget;
    }

    int left() {
        return left;
    }

    /** The value, where containers may stand in each other up to {@code depth} times. */
    JsonNode trimmed(JsonNode value, int depth) {
        return switch (value.getNodeType()) {
            case OBJECT -> depth == 0 ? removed() : object(value, depth);
            case ARRAY -> depth == 0 ? removed() : array(value, depth);
            case STRING -> text(value);
            case NUMBER -> number(value);
            case BOOLEAN -> paid(value);
            case MISSING -> removed();
            case NULL -> paid(value);
            case BINARY, POJO -> text(TextNode.valueOf(value.asText()));
        };
    }

    private ObjectNode object(JsonNode value, int depth) {
        left -= 2;
        var copy = JsonNodeFactory.instance.objectNode();
        for (var entry : value.properties()) {
            var key = ForeignText.shorten(ForeignText.clean(entry.getKey()), MAX_KEY);
            if (left < key.length() + 4 + SCALAR) {
                notes.cut(value.size());
                break;
            }
            left -= key.length() + 4;
            notes.enter(key);
            copy.set(key, trimmed(entry.getValue(), depth - 1));
            notes.leave();
        }
        return copy;
    }

    private ArrayNode array(JsonNode value, int depth) {
        left -= 2;
        var copy = JsonNodeFactory.instance.arrayNode(Math.min(value.size(), 1000));
        for (var element : value) {
            if (left < 1 + SCALAR) {
                notes.cut(value.size());
                break;
            }
            left -= 1;
            notes.enter(copy.size());
            copy.add(trimmed(element, depth - 1));
            notes.leave();
        }
        return copy;
    }

    private JsonNode text(JsonNode value) {
        var sent = value.textValue();
        var clean = ForeignText.clean(sent);
        var room = left - 2;
        if (clean.length() > room) {
            notes.shortened(clean.length(), room);
            clean = ForeignText.shorten(clean, room);
        }
        left -= clean.length() + 2;
        return clean.equals(sent) ? value : TextNode.valueOf(clean);
    }

    private JsonNode number(JsonNode value) {
        var number = value.isIntegralNumber() ? JsonText.integer(value) : value;
        if (!number.isIntegralNumber() && !Double.isFinite(number.doubleValue())) {
            notes.invalid(value, "not a finite number");
            return paid(NullNode.getInstance());
        }
        left -= SCALAR;
        return number.isIntegralNumber() || number instanceof DoubleNode
                ? number
                : DoubleNode.valueOf(number.doubleValue());
    }

    private JsonNode removed() {
        notes.removed();
        return paid(NullNode.getInstance());
    }

    private JsonNode paid(JsonNode value) {
        left -= 5;
        return value;
    }
}
