package tocsin.scrub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a project chose, as text, as it is kept. */
public final class PrivacyJson {

    private static final JsonMapper JSON = new JsonMapper();

    private PrivacyJson() {}

    public static String write(Privacy privacy) {
        var json = JSON.createObjectNode()
                .put("on", privacy.on())
                .put("defaults", privacy.defaults())
                .put("emails", privacy.emails())
                .put("addresses", privacy.addresses())
                .put("salt", privacy.salt());
        privacy.sensitiveFields().forEach(json.putArray("sensitiveFields")::add);
        privacy.safeFields().forEach(json.putArray("safeFields")::add);
        var rules = json.putArray("rules");
        for (var rule : privacy.rules()) {
            rules.addObject()
                    .put("id", rule.id())
                    .put("kind", rule.kind().name())
                    .put("expression", rule.expression())
                    .put("action", rule.action().name());
        }
        return json.toString();
    }

    /** Null and empty text mean that nothing was chosen. */
    public static Privacy read(String text) {
        if (text == null || text.isEmpty()) {
            return Privacy.DEFAULT;
        }
        try {
            var json = JSON.readTree(text);
            return new Privacy(
                    json.path("on").asBoolean(true),
                    json.path("defaults").asBoolean(true),
                    json.path("emails").asBoolean(),
                    json.path("addresses").asBoolean(),
                    texts(json.path("sensitiveFields")),
                    texts(json.path("safeFields")),
                    rules(json.path("rules")),
                    json.path("salt").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no choice of a project", e);
        }
    }

    /** What is wrong with a rule's expression, if anything is. */
    public static Optional<String> problem(Rule rule) {
        return rule.kind() == Rule.Kind.PATTERN ? Patterns.problem(rule.expression()) : Optional.empty();
    }

    private static List<Rule> rules(JsonNode list) {
        var rules = new ArrayList<Rule>();
        for (var rule : list) {
            rules.add(new Rule(
                    rule.path("id").asText(),
                    Rule.Kind.valueOf(rule.path("kind").asText()),
                    rule.path("expression").asText(),
                    Rule.Action.valueOf(rule.path("action").asText())));
        }
        return rules;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
