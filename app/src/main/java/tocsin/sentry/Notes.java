package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.EventError;

/** What a parser has to say of an event: errors by the field's path, remarks in a tree shaped as the event. */
final class Notes {

    private static final int MAX_ERRORS = 100;
    private static final int MAX_SHOWN = 200;

    /** What the remarks may weigh, in the measure of {@link DataTrimmer}. */
    private static final int MAX_META = 128 * 1024;

    /** Left free, so that reading the remarks back never meets the limit. */
    private static final int SPARE_META = 300;

    private static final int MAX_META_DEPTH = 60;

    private final List<EventError> errors = new ArrayList<>(0);
    private final String[] path = new String[128];
    private final int[] index = new int[128];
    private int depth;
    private ObjectNode meta;
    private int metaLeft = MAX_META;

    /** Goes into a field; every {@code enter} has its {@link #leave}. */
    void enter(String name) {
        path[depth++] = name;
    }

    /** Goes into an element of a list. */
    void enter(int position) {
        path[depth] = null;
        index[depth++] = position;
    }

    void leave() {
        depth--;
    }

    /** Takes over the remarks that the SDK made itself. */
    void adopt(JsonNode sent) {
        if (sent != null && sent.isObject() && !sent.isEmpty()) {
            var trimmer = new DataTrimmer(new Notes(), MAX_META);
            meta = (ObjectNode) trimmer.trimmed(sent, MAX_META_DEPTH);
            metaLeft = trimmer.left();
        }
    }

    void add(EventError error) {
        if (!isFull()) {
            errors.add(error);
        }
    }

    /** No further error will be noted. */
    boolean isFull() {
        return errors.size() >= MAX_ERRORS;
    }

    /** The value here is of no use. */
    void invalid(JsonNode value, String reason) {
        if (!isFull()) {
            error("invalid_data", shown(value), reason);
        }
    }

    void invalid(String name, JsonNode value, String reason) {
        enter(name);
        invalid(value, reason);
        leave();
    }

    void error(String type, String value, String reason) {
        if (!isFull()) {
            errors.add(new EventError(type, ForeignText.shorten(name(), MAX_SHOWN), value, reason));
        }
    }

    /** The text here was cut to {@code max} of {@code length} characters. */
    void shortened(int length, int max) {
        var remark = remark("s", length);
        if (remark != null) {
            remark.add(max - 3).add(max);
        }
    }

    /** The value here lost some of its {@code length} parts. */
    void cut(int length) {
        remark("x", length);
    }

    /** The value here was left out as a whole. */
    void removed() {
        remark("x", -1);
    }

    /** Whether there may be a remark on the value here, or something within it. */
    boolean hasRemarks() {
        if (metaLeft < MAX_META / 2) {
            // There may have been more than were kept
            return true;
        }
        JsonNode place = meta;
        for (var i = 0; i < depth && place != null; i++) {
            place = place.get(path[i] == null ? Integer.toString(index[i]) : path[i]);
        }
        return place != null;
    }

    int errorCount() {
        return errors.size();
    }

    List<EventError> errors() {
        return List.copyOf(errors);
    }

    /** Null when there are no remarks. */
    JsonNode meta() {
        return meta;
    }

    /** Null when there are too many remarks already. */
    private ArrayNode remark(String kind, int length) {
        var cost = 200;
        for (var i = 0; i < depth; i++) {
            cost += 40 + (path[i] == null ? 8 : path[i].length());
        }
        if (metaLeft - cost < SPARE_META) {
            return null;
        }
        metaLeft -= cost;
        if (meta == null) {
            meta = JsonNodeFactory.instance.objectNode();
        }
        var place = meta;
        for (var i = 0; i < depth; i++) {
            place = child(place, path[i] == null ? Integer.toString(index[i]) : path[i]);
        }
        var about = child(place, "");
        if (length >= 0) {
            about.put("len", length);
        }
        var remarks = about.get("rem") instanceof ArrayNode known ? known : about.putArray("rem");
        return remarks.addArray().add("!limit").add(kind);
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode known ? known : parent.putObject(name);
    }

    private String name() {
        var name = new StringBuilder();
        for (var i = 0; i < depth; i++) {
            if (i > 0) {
                name.append('.');
            }
            if (path[i] == null) {
                name.append(index[i]);
            } else {
                name.append(path[i]);
            }
        }
        return name.toString();
    }

    private static String shown(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isObject() ? "{" + value.size() + " fields}" : "[" + value.size() + " values]";
        }
        var text = ForeignText.clean(value.asText());
        return text.isBlank() ? null : ForeignText.shorten(text, MAX_SHOWN);
    }
}
