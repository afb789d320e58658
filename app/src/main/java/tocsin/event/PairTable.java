package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.web.Pair;

/** The tables of names and values on an event's page. None is longer than a page can bear. */
final class PairTable {

    private static final int MOST = 100;

    private PairTable() {}

    /** The fields of an object, or the value alone when it is none. */
    static List<Pair> of(JsonNode object) {
        if (object == null || object.isNull() || object.isMissingNode()) {
            return List.of();
        }
        if (!object.isObject()) {
            return List.of(pair("", LongText.of(object)));
        }
        var pairs = new ArrayList<Pair>();
        for (var field : object.properties()) {
            if (pairs.size() == MOST) {
                pairs.add(new Pair("…", (object.size() - MOST) + " more in the raw JSON"));
                break;
            }
            pairs.add(pair(field.getKey(), LongText.of(field.getValue())));
        }
        return pairs;
    }

    /** As {@link #of(JsonNode)}; a value that is nothing is told by this word from one that is an empty text. */
    static List<Pair> of(JsonNode object, String nothing) {
        if (object == null || !object.isObject()) {
            return of(object);
        }
        var told = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(field -> told.set(
                        field.getKey(), field.getValue().isNull() ? TextNode.valueOf(nothing) : field.getValue()));
        return of(told);
    }

    static List<Pair> of(List<Tag> tags) {
        return tags.stream()
                .limit(MOST)
                .map(tag -> pair(tag.key(), LongText.of(tag.value())))
                .toList();
    }

    static Pair of(String name, String value) {
        return pair(name, LongText.of(value));
    }

    private static Pair pair(String name, LongText value) {
        return new Pair(name, value.shown());
    }
}
