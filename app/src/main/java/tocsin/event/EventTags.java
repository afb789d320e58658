package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.Tag;

/** What an event can be filtered and counted by: its own tags, and those that follow from its other parts. */
public final class EventTags {

    private static final int MAX_VALUE = 200;

    private EventTags() {}

    /** At most one value for a key; what the sender tagged itself wins. */
    public static List<Tag> of(SentryEvent event) {
        var tags = new LinkedHashMap<String, String>();
        put(tags, "level", event.level().name().toLowerCase(java.util.Locale.ROOT));
        put(tags, "environment", event.environment());
        put(tags, "release", event.release());
        put(tags, "dist", event.dist());
        put(tags, "server_name", event.serverName());
        put(tags, "logger", event.logger());
        put(tags, "transaction", event.transaction());
        if (!event.exceptions().isEmpty()) {
            var mechanism = event.exceptions().getLast().mechanism();
            if (mechanism != null) {
                put(tags, "mechanism", mechanism.type());
                put(tags, "handled", mechanism.handled() == null ? null : mechanism.handled() ? "yes" : "no");
            }
        }
        for (var context : List.of("browser", "os", "runtime")) {
            put(tags, context, versioned(event.contexts().get(context)));
        }
        var device = event.contexts().get("device");
        put(tags, "device", device == null ? null : device.path("model").textValue());
        for (var tag : event.tags()) {
            put(tags, tag.key(), tag.value());
        }
        var list = new ArrayList<Tag>(tags.size());
        tags.forEach((key, value) -> list.add(new Tag(key, value)));
        return list;
    }

    private static void put(Map<String, String> tags, String key, String value) {
        if (value != null && !value.isBlank()) {
            tags.put(key, shortened(value));
        }
    }

    /** A tag's value is part of an index, whatever part of the event it came from. */
    private static String shortened(String value) {
        var line = value.replace('\n', ' ').replace('\r', ' ');
        if (line.length() <= MAX_VALUE) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE);
    }

    private static String versioned(JsonNode context) {
        if (context == null || context.path("name").textValue() == null) {
            return null;
        }
        var version = context.path("version").asText("");
        var name = context.path("name").textValue();
        return version.isBlank() ? name : name + " " + version;
    }
}
