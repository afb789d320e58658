package tocsin.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tocsin.scrub.FieldRules.Match;
import tocsin.scrub.Rule.Action;

/** One way through an event's JSON, past every name and every value. */
final class Walk {

    /** How a part of the event is read. */
    private enum Reading {
        /** Names say what their values are. */
        FIELDS,
        /** Names are those of libraries, or of other fields. */
        VALUES,
        /** Lines of a program: a variable called password is none. */
        CODE
    }

    private static final Set<String> NAMES_OF_THINGS = Set.of("modules", "_meta");
    private static final Set<String> LISTS = Set.of("exception", "threads", "breadcrumbs");

    /** Nothing that is shorter is a secret, other than by its name. */
    private static final int SHORTEST = 5;

    /** Names are many and nearly all short; what has twelve characters may be a card's number. */
    private static final int SHORTEST_NAME = 12;

    private static final int MAX_DEPTH = 200;

    /** The names of places in lists, of which an event has hundreds. */
    private static final String[] PLACES =
            IntStream.range(0, 250).mapToObj(Integer::toString).toArray(String[]::new);

    private final FieldRules fields;
    private final Finder finder;
    private final Patterns patterns;
    private final Replacement replacement;
    private final Remarks remarks;
    private final int shortestName;
    private char[] characters = new char[256];

    Walk(FieldRules fields, Finder finder, Patterns patterns, Replacement replacement, Remarks remarks) {
        this.fields = fields;
        this.finder = finder;
        this.patterns = patterns;
        this.replacement = replacement;
        this.remarks = remarks;
        this.shortestName = patterns.isEmpty() && !finder.findsPeople() ? SHORTEST_NAME : 1;
    }

    void event(ObjectNode event) {
        for (var part : event.properties()) {
            if (!fields.isSafe(part.getKey()) && !isEventId(part.getKey(), part.getValue())) {
                var clean = part(part.getKey(), part.getValue());
                if (clean != part.getValue()) {
                    part.setValue(clean);
                }
            }
        }
    }

    /** No rule may take the id that the SDK told its user, and that its next try comes with. */
    private static boolean isEventId(String name, JsonNode value) {
        return name.equals("event_id") && value.isTextual() && Ids.isEventId(value.textValue());
    }

    private JsonNode part(String name, JsonNode value) {
        if (name.equals("_meta")) {
            withoutOriginals(value, 0);
        }
        var bare = LISTS.contains(name) && !value.has("values");
        remarks.enter(name);
        if (bare) {
            remarks.enter("values");
        }
        var clean = value(value, NAMES_OF_THINGS.contains(name) ? Reading.VALUES : Reading.FIELDS);
        if (bare) {
            remarks.leave();
        }
        remarks.leave();
        return clean;
    }

    /** Remarks of SDKs may hold what they took out. */
    private static void withoutOriginals(JsonNode meta, int depth) {
        if (meta instanceof ObjectNode object && depth < MAX_DEPTH) {
            if (object.get("") instanceof ObjectNode about) {
                about.remove("val");
            }
            object.forEach(child -> withoutOriginals(child, depth + 1));
        }
    }

    private JsonNode value(JsonNode value, Reading reading) {
        return switch (value.getNodeType()) {
            case STRING -> text(value, reading);
            case OBJECT -> object((ObjectNode) value, reading);
            case ARRAY -> array((ArrayNode) value, reading);
            case NUMBER -> number(value);
            default -> value;
        };
    }

    private JsonNode object(ObjectNode object, Reading reading) {
        if (remarks.depth() > MAX_DEPTH) {
            return NullNode.getInstance();
        }
        var named = reading == Reading.FIELDS ? nameWithin(object) : null;
        var foul = false;
        for (var entry : object.properties()) {
            var name = entry.getKey();
            if (fields.isSafe(name)) {
                continue;
            }
            var shown = name.length() < shortestName ? name : cleanName(name);
            foul |= !shown.equals(name);
            remarks.enter(shown);
            var value = entry.getValue();
            var clean = named != null && name.equals("value") ? secret(value, named, 0) : field(name, value, reading);
            if (clean != value) {
                entry.setValue(clean);
            }
            remarks.leave();
        }
        return foul ? withCleanNames(object) : object;
    }

    private JsonNode field(String name, JsonNode value, Reading reading) {
        if (reading != Reading.FIELDS) {
            return value(value, reading);
        }
        var match = fields.ofField(name);
        if (match != null) {
            if (name.equals("ip_address") && match.id().equals("@ip")) {
                return removed(match, value);
            }
            return isCount(name, value, match) ? value : secret(value, match, 0);
        }
        var code = name.equals("context_line") || name.equals("pre_context") || name.equals("post_context");
        return value(value, code ? Reading.CODE : Reading.FIELDS);
    }

    /** So many tokens are no token. */
    private static boolean isCount(String name, JsonNode value, Match match) {
        return value.isNumber() && !match.strong() && (name.contains("tokens") || name.contains("Tokens"));
    }

    private JsonNode removed(Match match, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        remarks.replaced(match.id(), Action.REMOVE, 0, 0);
        return NullNode.getInstance();
    }

    /** What the object is about when it says so itself: {@code {"name": "password", "value": "x"}}. */
    private Match nameWithin(ObjectNode object) {
        if (!object.has("value")) {
            return null;
        }
        var name = object.has("key") ? object.get("key") : object.get("name");
        return name != null && name.isTextual() ? fields.ofField(name.textValue()) : null;
    }

    private JsonNode array(ArrayNode array, Reading reading) {
        if (remarks.depth() > MAX_DEPTH) {
            return NullNode.getInstance();
        }
        var first = array.size() == 2 && reading == Reading.FIELDS ? array.get(0) : null;
        if (first != null && first.isTextual() && fields.isSafe(first.textValue())) {
            return array;
        }
        var pair = first != null && first.isTextual() ? fields.ofField(first.textValue()) : null;
        var inKey = false;
        for (var i = 0; i < array.size(); i++) {
            var value = array.get(i);
            remarks.enter(place(i));
            var clean = inKey && value.isTextual()
                    ? whole(value, "@privatekey", Action.REPLACE)
                    : pair != null && i == 1 ? secret(value, pair, 0) : value(value, reading);
            if (clean != value) {
                array.set(i, clean);
            }
            if (value.isTextual()) {
                inKey = inKey
                        ? !Finder.endsKey(value.textValue())
                        : clean != value && Finder.isInKey(value.textValue());
            }
            remarks.leave();
        }
        return array;
    }

    private static String place(int index) {
        return index < PLACES.length ? PLACES[index] : Integer.toString(index);
    }

    /** Everything in it is secret; what it consists of may be seen. */
    private JsonNode secret(JsonNode value, Match match, int depth) {
        if (value instanceof ObjectNode object) {
            for (var entry : object.properties()) {
                remarks.enter(cleanName(entry.getKey()));
                entry.setValue(depth > MAX_DEPTH ? NullNode.getInstance() : secret(entry.getValue(), match, depth + 1));
                remarks.leave();
            }
            return value;
        }
        if (value instanceof ArrayNode array) {
            var named = depth > 0
                    && match.id().equals(FieldRules.COOKIE)
                    && array.size() == 2
                    && array.get(0).isTextual();
            for (var i = named ? 1 : 0; i < array.size(); i++) {
                remarks.enter(place(i));
                array.set(i, depth > MAX_DEPTH ? NullNode.getInstance() : secret(array.get(i), match, depth + 1));
                remarks.leave();
            }
            return value;
        }
        if (value.isTextual()
                && match.id().equals(FieldRules.COOKIE)
                && value.textValue().indexOf('=') > 0) {
            return TextNode.valueOf(
                    replacement.applied(value.textValue(), Cookies.values(value.textValue()), Action.REPLACE, remarks));
        }
        var action = match.own() == null ? Action.REPLACE : match.own().action();
        return value.isTextual() || value.isNumber() ? whole(value, match.id(), action) : value;
    }

    private JsonNode whole(JsonNode value, String rule, Action action) {
        var text = value.asText();
        if (text.isEmpty() || text.equals(Scrubber.FILTERED)) {
            return value;
        }
        var all = List.of(new Finding(0, text.length(), rule));
        return TextNode.valueOf(replacement.applied(text, all, action, remarks));
    }

    private JsonNode text(JsonNode value, Reading reading) {
        var text = value.textValue();
        if (text.length() < SHORTEST && patterns.isEmpty()) {
            return value;
        }
        var clean = clean(text, reading == Reading.CODE, remarks);
        return clean.equals(text) ? value : TextNode.valueOf(clean);
    }

    String clean(String text) {
        return clean(text, false, remarks);
    }

    private String clean(String text, boolean code, Remarks about) {
        var mine = patterns.isEmpty() ? text : patterns.applied(text, replacement, about);
        return finder.knows(mine, code)
                ? mine
                : replacement.applied(mine, finder.find(mine, characters(mine), code), Action.REPLACE, about);
    }

    /** The text's characters, in an array that serves one text after the other. */
    private char[] characters(String text) {
        if (characters.length < text.length()) {
            characters = new char[Math.max(text.length(), 2 * characters.length)];
        }
        text.getChars(0, text.length(), characters, 0);
        return characters;
    }

    private JsonNode number(JsonNode value) {
        if (value.isInt() && patterns.isEmpty()) {
            return value;
        }
        var text = value.isFloatingPointNumber() && value.doubleValue() == value.longValue()
                ? Long.toString(value.longValue())
                : value.asText();
        var clean = clean(text);
        return clean.equals(text) ? value : TextNode.valueOf(clean);
    }

    private String cleanName(String name) {
        return clean(name, false, new Remarks());
    }

    private ObjectNode withCleanNames(ObjectNode object) {
        var clean = new LinkedHashMap<String, JsonNode>();
        for (var entry : object.properties()) {
            clean.put(cleanName(entry.getKey()), entry.getValue());
        }
        var renamed = JsonNodeFactory.instance.objectNode();
        renamed.setAll(clean);
        return renamed;
    }
}
