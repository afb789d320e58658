package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tocsin.sentry.SentryEvent.Tag;

/** Keys and values, which SDKs send as an object, as a list of pairs, as a list of small objects, or in one string. */
final class PairParser {

    private static final int MAX = 200;
    private static final int MAX_VALUE = 2048;

    private final Notes notes;
    private final List<Tag> pairs = new ArrayList<>();
    private boolean full;

    private PairParser(Notes notes) {
        this.notes = notes;
    }

    /** Headers, cookies, environment: values may be lists, which makes several pairs. */
    static List<Tag> of(Fields fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        var pairs = new PairParser(fields.notes());
        pairs.notes.enter(name);
        each(value, pairs.notes, pairs::add);
        pairs.notes.leave();
        return pairs.pairs;
    }

    /** The same, where a string is taken apart at {@code separator}. */
    static List<Tag> of(Fields fields, String name, char separator) {
        var value = fields.get(name);
        return value != null && value.isTextual()
                ? split(fields.notes(), name, value.textValue(), separator)
                : of(fields, name);
    }

    static List<Tag> split(Notes notes, String name, String text, char separator) {
        var pairs = new PairParser(notes);
        notes.enter(name);
        var encoded = separator == '&';
        for (int from = 0, to; from <= text.length(); from = to + 1) {
            to = text.indexOf(separator, from);
            to = to < 0 ? text.length() : to;
            // Not further than this pair: of a mebibyte of separators each would search all that follows
            var equals = text.indexOf('=', from, to);
            var split = equals < 0 ? to : equals;
            var value = split < to ? text.substring(split + 1, to) : "";
            pairs.keep(decoded(text.substring(from, split), encoded).strip(), decoded(value, encoded));
        }
        notes.leave();
        return pairs.pairs;
    }

    /** Calls for each pair, be its value null or any JSON; notes what is no pair. */
    static void each(JsonNode value, Notes notes, BiConsumer<String, JsonNode> pair) {
        if (value.isObject()) {
            for (var entry : value.properties()) {
                pair.accept(entry.getKey(), entry.getValue());
            }
        } else if (value.isArray()) {
            for (var element : value) {
                element(element, notes, pair);
            }
        } else {
            notes.invalid(value, "expected keys and values");
        }
    }

    private static void element(JsonNode element, Notes notes, BiConsumer<String, JsonNode> pair) {
        var key = element.isArray() ? element.path(0) : element.path("key");
        var value = element.isArray() ? element.path(1) : element.path("value");
        if (key.isValueNode() && !key.isNull()) {
            pair.accept(key.asText(), value);
        } else if (!element.isNull()) {
            notes.invalid(element, "expected a key and a value");
        }
    }

    private void add(String key, JsonNode value) {
        if (value.isArray()) {
            for (var each : value) {
                addOne(key, each);
            }
        } else {
            addOne(key, value);
        }
    }

    private void addOne(String key, JsonNode value) {
        if (value.isObject() || value.isArray()) {
            notes.invalid(value, "expected text");
        } else {
            keep(key, value.isNull() ? "" : value.asText());
        }
    }

    private void keep(String key, String value) {
        var clean = ForeignText.shorten(ForeignText.clean(key), DataTrimmer.MAX_KEY);
        if (clean.isBlank()) {
            return;
        }
        if (pairs.size() == MAX) {
            if (!full) {
                notes.removed();
                full = true;
            }
            return;
        }
        var shown = ForeignText.clean(value);
        if (shown.length() > MAX_VALUE) {
            notes.enter(pairs.size());
            notes.shortened(shown.length(), MAX_VALUE);
            notes.leave();
        }
        pairs.add(new Tag(clean, ForeignText.shorten(shown, MAX_VALUE)));
    }

    private static String decoded(String text, boolean encoded) {
        if (!encoded || text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
