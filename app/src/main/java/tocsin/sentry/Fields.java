package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The fields of one foreign object, each as the type it should have: null, and a note, when it cannot be that. */
final class Fields {

    /** For names, versions and the like, when nothing says otherwise. */
    static final int NAME = 200;

    /** How deep other JSON goes where text belongs. */
    private static final int WRITTEN_DEPTH = 7;

    private final JsonNode object;
    private final Notes notes;

    Fields(JsonNode object, Notes notes) {
        this.object = object;
        this.notes = notes;
    }

    Notes notes() {
        return notes;
    }

    Iterable<String> names() {
        return object::fieldNames;
    }

    int size() {
        return object.size();
    }

    /** The value as sent, whatever it is. */
    JsonNode raw(String name) {
        return object.get(name);
    }

    /** The value as sent; null when there is none, be it that it was cut for its depth. */
    JsonNode get(String name) {
        var value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isMissingNode()) {
            notes.enter(name);
            notes.removed();
            notes.leave();
            return null;
        }
        return value;
    }

    /** Text that says something: never empty or blank. Numbers and booleans are taken as written. */
    String text(String name, int max) {
        var text = line(name, max);
        return text == null || text.isBlank() ? null : text;
    }

    /** Text that may be empty, as a line of source. */
    String line(String name, int max) {
        var value = get(name);
        if (value == null) {
            return null;
        }
        if (value.isContainerNode() || isNoNumber(value)) {
            notes.invalid(name, value, "expected text");
            return null;
        }
        return shortened(name, value.asText(), max);
    }

    /** Text, or any other JSON in its written form. */
    String anyText(String name, int max) {
        var value = get(name);
        if (value == null || !value.isContainerNode()) {
            return text(name, max);
        }
        notes.enter(name);
        var written = new DataTrimmer(notes, Math.max(max, 64))
                .trimmed(value, WRITTEN_DEPTH)
                .toString();
        notes.leave();
        return shortened(name, written, max);
    }

    /** Lines of text; null elements are empty lines. Of too many the last or the first are kept. */
    List<String> lines(String name, int maxLines, boolean keepLast, int max) {
        var value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            notes.invalid(name, value, "expected a list of text");
            return List.of();
        }
        notes.enter(name);
        var from = keepLast ? Math.max(value.size() - maxLines, 0) : 0;
        var to = Math.min(value.size(), from + maxLines);
        if (to - from < value.size()) {
            notes.cut(value.size());
        }
        var lines = new ArrayList<String>(to - from);
        for (var i = from; i < to; i++) {
            var line = value.get(i);
            notes.enter(lines.size());
            lines.add(line.isValueNode() && !line.isNull() ? shortened(line.asText(), max) : "");
            notes.leave();
        }
        notes.leave();
        return lines;
    }

    /** A whole number, not negative. */
    Integer count(String name) {
        var value = get(name);
        if (value == null) {
            return null;
        }
        var number = value.isTextual() ? number(value.textValue().strip()) : value.doubleValue();
        if ((value.isNumber() || value.isTextual())
                && number >= 0
                && number <= Integer.MAX_VALUE
                && number == (int) number) {
            return (int) number;
        }
        notes.invalid(name, value, "expected a whole number, not negative");
        return null;
    }

    Boolean flag(String name) {
        var value = get(name);
        if (value == null || value.isBoolean()) {
            return value == null ? null : value.booleanValue();
        }
        switch (value.asText()) {
            case "true", "True", "1", "yes" -> {
                return true;
            }
            case "false", "False", "0", "no" -> {
                return false;
            }
            default -> {
                notes.invalid(name, value, "expected true or false");
                return null;
            }
        }
    }

    Instant time(String name) {
        var value = get(name);
        if (value == null) {
            return null;
        }
        var time = Timestamps.parse(value);
        if (time == null) {
            notes.invalid(name, value, "expected a time between 1970 and 9999");
        }
        return time;
    }

    /** Free-form data of any kind. */
    JsonNode data(String name, int depth, int budget) {
        var value = get(name);
        return value == null ? null : data(name, value, depth, budget);
    }

    /** Free-form data that must be an object. */
    JsonNode objectData(String name, int depth, int budget) {
        var value = get(name);
        if (value != null && !value.isObject()) {
            notes.invalid(name, value, "expected an object");
            return null;
        }
        return value == null ? null : data(name, value, depth, budget);
    }

    JsonNode data(String name, JsonNode value, int depth, int budget) {
        notes.enter(name);
        var data = new DataTrimmer(notes, budget).trimmed(value, depth);
        notes.leave();
        return data.isNull() ? null : data;
    }

    /** A single object; null when it is none. */
    <T> T object(String name, Function<Fields, T> parser) {
        var value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            notes.invalid(name, value, "expected an object");
            return null;
        }
        notes.enter(name);
        var parsed = parser.apply(new Fields(value, notes));
        notes.leave();
        return parsed;
    }

    private String shortened(String name, String text, int max) {
        if (text.length() <= max) {
            return ForeignText.clean(text);
        }
        notes.enter(name);
        var shortened = shortened(text, max);
        notes.leave();
        return shortened;
    }

    /** Cleans and shortens the text at the present place. */
    String shortened(String text, int max) {
        var clean = ForeignText.clean(text);
        if (clean.length() > max) {
            notes.shortened(clean.length(), max);
        }
        return ForeignText.shorten(clean, max);
    }

    static boolean isNoNumber(JsonNode value) {
        return value.isDouble() && !Double.isFinite(value.doubleValue());
    }

    private static double number(String text) {
        try {
            return text.length() > 20 ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
