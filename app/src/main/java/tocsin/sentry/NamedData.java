package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Free-form data under names that people choose: each value within its limit, all together within another. */
final class NamedData {

    private static final int MAX_DEPTH = 7;
    private static final int MAX_TOTAL = 256 * 1024;

    private final Notes notes;
    private final int maxEach;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private int left = MAX_TOTAL;

    private NamedData(Notes notes, int maxEach) {
        this.notes = notes;
        this.maxEach = maxEach;
    }

    /** Anything under each name. */
    static Map<String, JsonNode> ofAny(Fields event, String name, int maxEach) {
        return of(event, name, maxEach, false);
    }

    /** Objects with something in them; other things are an error. */
    static Map<String, JsonNode> ofObjects(Fields event, String name, int maxEach) {
        return of(event, name, maxEach, true);
    }

    private static Map<String, JsonNode> of(Fields event, String name, int maxEach, boolean objects) {
        var parsed = event.object(name, fields -> {
            var data = new NamedData(fields.notes(), maxEach);
            data.addAll(fields, objects);
            return data.values;
        });
        return parsed == null ? Map.of() : Collections.unmodifiableMap(parsed);
    }

    private void addAll(Fields fields, boolean objects) {
        for (var sent : fields.names()) {
            var name = ForeignText.shorten(ForeignText.clean(sent), DataTrimmer.MAX_KEY);
            if (left < name.length() + 64) {
                notes.cut(fields.size());
                return;
            }
            notes.enter(name);
            add(name, fields.raw(sent), objects);
            notes.leave();
        }
    }

    private void add(String name, JsonNode value, boolean objects) {
        if (objects && !value.isObject()) {
            if (!value.isNull()) {
                notes.invalid(value, "expected an object");
            }
            return;
        }
        var budget = Math.min(maxEach, left - name.length());
        var trimmer = new DataTrimmer(notes, budget);
        var kept = trimmer.trimmed(value, MAX_DEPTH);
        left -= name.length() + budget - trimmer.left();
        if (!objects || !kept.isEmpty()) {
            values.put(name, kept);
        }
    }
}
