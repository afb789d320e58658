package tocsin.forward;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tocsin.config.Settings;
import tocsin.event.StoredEvent;
import tocsin.outbox.IssueFact;

/** Facts in the form in which other programs read them; {@code app/doc/forwarding.md} is the contract. */
@ApplicationScoped
class Messages {

    private static final JsonMapper JSON = new JsonMapper();

    private final Settings settings;

    Messages(Settings settings) {
        this.settings = settings;
    }

    Message of(IssueFact fact) {
        var message = head(UUID.randomUUID().toString(), fact.kind().word(), fact.project());
        message.put("at", fact.happenedAt().toString());
        message.withObject("/project").put("slug", fact.projectSlug()).put("organization", fact.organizationSlug());
        var issue = message.putObject("issue")
                .put("id", Long.toString(fact.issue()))
                .put("shortId", fact.shortId())
                .put("title", fact.title())
                .put("type", fact.type())
                .put("value", fact.value())
                .put("culprit", fact.culprit())
                .put("platform", fact.platform())
                .put("level", fact.level().name().toLowerCase(Locale.ROOT))
                .put("url", settings.url() + fact.path());
        var environments = issue.putArray("environments");
        fact.environments().forEach(environments::add);
        return message(message);
    }

    /** As it was queued. */
    Message read(String json) {
        try {
            var message = JSON.readTree(json);
            return new Message(message.path("id").asText(), message.path("type").asText(), json);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("A message that we wrote cannot be read", e);
        }
    }

    /** Each event is a message of its own, known by its id. */
    Message of(StoredEvent stored) {
        var head = stored.head();
        var message = head(head.hex(), "event.stored", head.projectId());
        message.put("at", head.receivedAt().toString());
        message.putObject("issue").put("id", Long.toString(head.issueId())).put("title", head.title());
        message.set("event", stored.payload().raw());
        return message(message);
    }

    /** To try a target. */
    Message sample(long project, String slug, String organization) {
        var message = head("sample-" + UUID.randomUUID(), "sample", project);
        message.put("at", java.time.Instant.now().toString());
        message.withObject("/project").put("slug", slug).put("organization", organization);
        return message(message);
    }

    /** Many in one, for who is called once for all of them. */
    Message together(List<Message> messages) {
        var all = new StringBuilder("{\"id\":\"")
                .append(messages.getFirst().id())
                .append("+")
                .append(messages.size());
        all.append("\",\"type\":\"events.stored\",\"events\":[");
        for (var at = 0; at < messages.size(); at++) {
            all.append(at == 0 ? "" : ",").append(messages.get(at).json());
        }
        var first = messages.getFirst().id() + "+" + messages.size();
        return new Message(first, "events.stored", all.append("]}").toString());
    }

    private static ObjectNode head(String id, String type, long project) {
        var message = JSON.createObjectNode().put("id", id).put("type", type);
        message.putObject("project").put("id", Long.toString(project));
        return message;
    }

    private static Message message(ObjectNode json) {
        return new Message(json.path("id").asText(), json.path("type").asText(), json.toString());
    }
}
