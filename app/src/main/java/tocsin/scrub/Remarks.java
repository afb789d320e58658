package tocsin.scrub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import tocsin.scrub.Rule.Action;

/** Remarks on what was taken out, in a tree shaped as the event, as SDKs know them from {@code _meta}. */
final class Remarks {

    /** Whoever takes out more knows where to look. */
    private static final int MAX = 300;

    private String[] path = new String[32];
    private int depth;
    private int count;
    private ObjectNode meta;

    /** How many values were touched. */
    int count() {
        return count;
    }

    void enter(String name) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, 2 * depth);
        }
        path[depth++] = name;
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    void replaced(String rule, Action action, int from, int to) {
        var kind =
                switch (action) {
                    case REPLACE -> "s";
                    case MASK -> "m";
                    case HASH -> "p";
                    case REMOVE -> "x";
                };
        count++;
        if (count > MAX) {
            return;
        }
        if (meta == null) {
            meta = JsonNodeFactory.instance.objectNode();
        }
        var place = meta;
        for (var i = 0; i < depth; i++) {
            place = child(place, path[i]);
        }
        var about = child(place, "");
        var list = about.get("rem") instanceof ArrayNode known ? known : about.putArray("rem");
        list.addArray().add(rule).add(kind).add(from).add(to);
    }

    /** Adds them to those that the SDK made itself. */
    void addTo(ObjectNode event) {
        if (meta != null) {
            merge(event.get("_meta") instanceof ObjectNode sent ? sent : event.putObject("_meta"), meta);
        }
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        for (var entry : from.properties()) {
            if (into.get(entry.getKey()) instanceof ObjectNode known && entry.getValue() instanceof ObjectNode more) {
                merge(known, more);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode known ? known : parent.putObject(name);
    }
}
