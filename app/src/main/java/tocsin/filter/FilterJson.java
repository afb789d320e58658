package tocsin.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Filters as text, as they are kept. */
public final class FilterJson {

    private static final JsonMapper JSON = new JsonMapper();

    private FilterJson() {}

    public static String write(Filters filters) {
        var json = JSON.createObjectNode()
                .put("browserExtensions", filters.browserExtensions())
                .put("legacyBrowsers", filters.legacyBrowsers())
                .put("localhost", filters.localhost())
                .put("crawlers", filters.crawlers())
                .put("healthChecks", filters.healthChecks());
        filters.releases().forEach(json.putArray("releases")::add);
        filters.messages().forEach(json.putArray("messages")::add);
        filters.addresses().forEach(json.putArray("addresses")::add);
        return json.toString();
    }

    /** Null and empty text mean that nothing was chosen. */
    public static Filters read(String text) {
        if (text == null || text.isEmpty()) {
            return Filters.NONE;
        }
        try {
            var json = JSON.readTree(text);
            return new Filters(
                    json.path("browserExtensions").asBoolean(),
                    json.path("legacyBrowsers").asBoolean(),
                    json.path("localhost").asBoolean(),
                    json.path("crawlers").asBoolean(),
                    json.path("healthChecks").asBoolean(),
                    texts(json.path("releases")),
                    texts(json.path("messages")),
                    texts(json.path("addresses")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These are no filters", e);
        }
    }

    /** What is wrong with an address, if anything is. */
    public static Optional<String> problem(String address) {
        return Network.parse(address).isPresent()
                ? Optional.empty()
                : Optional.of("“" + address + "” is neither an IP address nor a network");
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
