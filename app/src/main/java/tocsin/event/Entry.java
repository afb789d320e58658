package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.Tag;

/** A name and a value in one of the page's tables. {@code kind} tells how to colour it: text, number, other. */
public record Entry(String name, LongText value, String kind) {

    private static final int MOST = 100;

    /** The fields of an object, or the value alone when it is none; at most a hundred. */
    public static List<Entry> of(JsonNode object) {
        if (object == null || object.isNull() || object.isMissingNode()) {
            return List.of();
        }
        if (!object.isObject()) {
            return List.of(new Entry("", LongText.of(object), kind(object)));
        }
        var entries = new ArrayList<Entry>();
        for (var field : object.properties()) {
            if (entries.size() == MOST) {
                entries.add(new Entry("…", LongText.of((object.size() - MOST) + " more in the raw JSON"), "other"));
                break;
            }
            entries.add(new Entry(field.getKey(), LongText.of(field.getValue()), kind(field.getValue())));
        }
        return entries;
    }

    public static List<Entry> of(List<Tag> pairs) {
        return pairs.stream()
                .limit(MOST)
                .map(pair -> new Entry(pair.key(), LongText.of(pair.value()), "text"))
                .toList();
    }

    public static Entry of(String name, String value) {
        return new Entry(name, LongText.of(value), "text");
    }

    private static String kind(JsonNode value) {
        return value.getNodeType() == JsonNodeType.STRING ? "text" : value.isNumber() ? "number" : "other";
    }
}
