package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A list of objects, which SDKs send in {@code values}, bare, or as a single object. */
final class ValueList<T> {

    private final Notes notes;
    private final Function<Fields, T> parser;
    private final List<T> parsed = new ArrayList<>();

    private ValueList(Notes notes, Function<Fields, T> parser) {
        this.notes = notes;
        this.parser = parser;
    }

    /** The last {@code max} of them, without those of which the parser makes nothing. */
    static <T> List<T> parse(Fields fields, String name, int max, Function<Fields, T> parser) {
        var value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        var notes = fields.notes();
        if (!value.isContainerNode()) {
            notes.invalid(name, value, "expected a list");
            return List.of();
        }
        notes.enter(name);
        var values = value.isObject() && value.has("values") ? new Fields(value, notes).get("values") : value;
        notes.enter("values");
        var list = new ValueList<>(notes, parser);
        if (values != null) {
            list.addAll(values, max);
        }
        notes.leave();
        notes.leave();
        return list.parsed;
    }

    private void addAll(JsonNode values, int max) {
        if (!values.isArray()) {
            add(values);
            return;
        }
        if (values.size() > max) {
            notes.cut(values.size());
        }
        for (var i = Math.max(values.size() - max, 0); i < values.size(); i++) {
            add(values.get(i));
        }
    }

    private void add(JsonNode value) {
        if (value.isNull()) {
            return;
        }
        notes.enter(parsed.size());
        if (value.isObject()) {
            var one = parser.apply(new Fields(value, notes));
            if (one != null) {
                parsed.add(one);
            }
        } else {
            notes.invalid(value, "expected an object");
        }
        notes.leave();
    }
}
