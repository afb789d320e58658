package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** The names that the oldest SDKs give to the parts of an event. */
final class LegacyNames {

    private static final String PREFIX = "sentry.interfaces.";

    private static final Map<String, String> NAMES = Map.of(
            "Exception", "exception",
            "Stacktrace", "stacktrace",
            "Threads", "threads",
            "Http", "request",
            "User", "user",
            "Message", "logentry",
            "Breadcrumbs", "breadcrumbs",
            "Contexts", "contexts");

    private LegacyNames() {}

    /** The same event under today's names, which win where both are given. */
    static JsonNode replaced(JsonNode event) {
        for (var entry : event.properties()) {
            if (entry.getKey().startsWith(PREFIX)) {
                return replace(event);
            }
        }
        return event;
    }

    private static JsonNode replace(JsonNode event) {
        var replaced = JsonNodeFactory.instance.objectNode();
        for (var entry : event.properties()) {
            var name = entry.getKey();
            if (name.startsWith(PREFIX)) {
                var today = NAMES.get(name.substring(PREFIX.length()));
                if (today != null && !event.hasNonNull(today)) {
                    replaced.set(today, entry.getValue());
                }
            } else if (!replaced.has(name) || !entry.getValue().isNull()) {
                replaced.set(name, entry.getValue());
            }
        }
        return replaced;
    }
}
