package tocsin.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import tocsin.sentry.EventIds;

/**
 * The event that a form says beside a crash dump: whole in the field {@code sentry}, in pieces {@code sentry__1},
 * {@code sentry__2}, …, or by single fields such as {@code sentry[tags][area]}.
 */
final class SentryForm {

    private static final Pattern NAME = Pattern.compile("sentry(?:__(\\d{1,4})|((?:\\[[^\\[\\]]{1,100}]){1,8}))?");
    private static final Pattern STEP = Pattern.compile("\\[([^\\[\\]]+)]");
    private static final int MOST_FIELDS = 500;
    private static final int LONGEST = 1024 * 1024;
    /** Names in it are foreign; nothing of them stays for the next. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build());

    private final TreeMap<Integer, String> pieces = new TreeMap<>();
    private final ObjectNode fields = JSON.createObjectNode();
    private int count;
    private int length;

    static boolean isField(String name) {
        return NAME.matcher(name).matches();
    }

    void add(String name, byte[] value) {
        var found = NAME.matcher(name);
        length += value.length;
        if (!found.matches() || ++count > MOST_FIELDS || length > LONGEST) {
            return;
        }
        var text = new String(value, StandardCharsets.UTF_8);
        if (found.group(2) != null) {
            set(found.group(2), text);
        } else {
            pieces.put(found.group(1) == null ? 0 : Integer.parseInt(found.group(1)), text);
        }
    }

    private void set(String way, String value) {
        var steps = STEP.matcher(way).results().map(step -> step.group(1)).toList();
        var place = fields;
        for (var step : steps.subList(0, steps.size() - 1)) {
            place = place.path(step) instanceof ObjectNode known ? known : place.putObject(step);
        }
        place.put(steps.getLast(), value);
    }

    /** The event's JSON; empty when nothing is said. */
    Optional<byte[]> json() {
        if (pieces.isEmpty() && fields.isEmpty()) {
            return Optional.empty();
        }
        if (fields.isEmpty()) {
            return Optional.of(String.join("", pieces.values()).getBytes(StandardCharsets.UTF_8));
        }
        var event = whole();
        fields.properties().forEach(field -> event.set(field.getKey(), field.getValue()));
        return Optional.of(event.toString().getBytes(StandardCharsets.UTF_8));
    }

    Optional<UUID> eventId() {
        JsonNode id = fields.has("event_id") ? fields.get("event_id") : whole().path("event_id");
        return Optional.ofNullable(EventIds.parse(id.textValue()));
    }

    private ObjectNode whole() {
        try {
            return JSON.readTree(String.join("", pieces.values())) instanceof ObjectNode event
                    ? event
                    : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
