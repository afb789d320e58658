package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tocsin.sentry.SentryEvent;

/** An event in the shape that clients of Sentry's API know. */
public final class EventAnswer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EventAnswer() {}

    /** What a list shows of an event; {@code kept} is a word of ours. */
    public static ObjectNode of(ListedEvent head, String projectSlug) {
        var answer = JSON.objectNode()
                .put("id", head.hex())
                .put("eventID", head.hex())
                .put("groupID", Long.toString(head.issueId()))
                .put("projectID", Long.toString(head.projectId()))
                .put("projectSlug", projectSlug)
                .put("event.type", "error")
                .put("title", head.title())
                .put("message", head.title())
                .put("platform", head.platform())
                .put("dateCreated", head.occurredAt().toString())
                .put("dateReceived", head.receivedAt().toString())
                .put("kept", head.kept());
        var tags = answer.putArray("tags");
        tags.add(pair("level", head.level().name().toLowerCase(Locale.ROOT)));
        tags.add(pair("environment", head.environment()));
        if (head.release() != null) {
            tags.add(pair("release", head.release()));
        }
        return answer;
    }

    /** All of an event, with its place among its neighbours. */
    public static ObjectNode of(StoredEvent stored, String projectSlug, Neighbours neighbours) {
        var event = stored.event();
        var answer = of(stored.head(), projectSlug);
        answer.put("type", "error");
        answer.put("message", EventView.message(event));
        answer.put("culprit", stored.payload().culprit());
        answer.put("dist", event.dist());
        answer.put("nextEventID", neighbours.newer().map(EventAnswer::hex).orElse(null));
        answer.put("previousEventID", neighbours.older().map(EventAnswer::hex).orElse(null));
        answer.set("entries", Entries.of(event));
        var tags = answer.putArray("tags");
        tags(event).forEach((key, value) -> tags.add(pair(key, value)));
        answer.set("user", user(event.user()));
        answer.set("sdk", sdk(event.sdk()));
        answer.set("contexts", JSON.objectNode().setAll(event.contexts()));
        answer.set("context", event.extra() == null ? JSON.objectNode() : event.extra());
        var packages = answer.putObject("packages");
        event.modules().forEach(packages::put);
        answer.set(
                "release",
                event.release() == null ? JSON.nullNode() : JSON.objectNode().put("version", event.release()));
        answer.set("errors", errors(event));
        answer.set("metadata", metadata(event));
        var fingerprints = answer.putArray("fingerprints");
        event.fingerprint().forEach(fingerprints::add);
        if (event.meta() != null) {
            answer.set("_meta", event.meta());
        }
        return answer;
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    private static ObjectNode pair(String key, String value) {
        return JSON.objectNode().put("key", key).put("value", value);
    }

    /** What the event is counted by, and who met it, as Sentry shows them. */
    static Map<String, String> tags(SentryEvent event) {
        var tags = new TreeMap<String, String>();
        if (event.user() != null && event.user().identity() != null) {
            tags.put("user", event.user().identity());
        }
        EventTags.of(event).forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static JsonNode user(SentryEvent.User user) {
        if (user == null) {
            return JSON.nullNode();
        }
        var answer = JSON.objectNode()
                .put("id", user.id())
                .put("email", user.email())
                .put("username", user.username())
                .put("ip_address", user.ipAddress())
                .put("name", user.name());
        answer.set("geo", user.geo());
        answer.set("data", user.data());
        return answer;
    }

    private static JsonNode sdk(SentryEvent.Sdk sdk) {
        return sdk == null
                ? JSON.nullNode()
                : JSON.objectNode().put("name", sdk.name()).put("version", sdk.version());
    }

    private static ArrayNode errors(SentryEvent event) {
        var errors = JSON.arrayNode();
        for (var error : event.errors()) {
            var answer = errors.addObject().put("type", error.type());
            answer.putObject("data")
                    .put("name", error.name())
                    .put("value", error.value())
                    .put("reason", error.reason());
        }
        return errors;
    }

    private static ObjectNode metadata(SentryEvent event) {
        if (event.exceptions().isEmpty()) {
            return JSON.objectNode().put("title", EventView.message(event));
        }
        var thrown = event.exceptions().getLast();
        return JSON.objectNode().put("type", thrown.type()).put("value", thrown.value());
    }
}
