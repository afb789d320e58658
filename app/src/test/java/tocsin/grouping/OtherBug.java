package tocsin.grouping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bugs that look like another one. */
final class OtherBug {

    private OtherBug() {}

    /** @param number of the original, so that no two of them get a neighbour that is the same */
    static Map<String, ObjectNode> of(ObjectNode original, int number) {
        var word = word(number);
        var bugs = new LinkedHashMap<String, ObjectNode>();
        bugs.put("another place", EventJson.changed(original, json -> EventJson.stacks(json)
                .forEach(stack ->
                        EventJson.failing(stack).forEach(frame -> EventJson.move(frame, "Elsewhere" + word)))));
        if (EventJson.speaks(original)) {
            bugs.put("another type", EventJson.changed(original, json -> EventJson.last(json)
                    .put("type", "Other" + word + "Error")));
            bugs.put("another complaint", EventJson.changed(original, json -> complain(json, word)));
        }
        bugs.values().removeIf(original::equals);
        return bugs;
    }

    /** Another line of the same function, which throws the same type and says something else. */
    private static void complain(ObjectNode json, String word) {
        var exception = EventJson.last(json);
        var value = exception.path("value").asText();
        exception.put("value", "Nobody may " + word + " the stock" + value.substring(value.lastIndexOf(" (order")));
        var stacks = EventJson.stacks(json);
        if (!stacks.isEmpty() && !stacks.getLast().isEmpty()) {
            fail(EventJson.failing(stacks.getLast()).getLast(), word);
        }
    }

    private static void fail(ObjectNode line, String word) {
        if (line.path("lineno").canConvertToInt()) {
            line.put("lineno", line.path("lineno").asInt() + 3);
        }
        if (line.hasNonNull("context_line")) {
            line.put("context_line", "    refuse(" + word + ")");
        }
    }

    /** Without digits, which are taken for data. */
    private static String word(int number) {
        return "" + (char) ('A' + number / 26) + (char) ('a' + number % 26) + "xo";
    }
}
