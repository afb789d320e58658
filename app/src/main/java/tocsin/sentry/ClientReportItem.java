package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an SDK threw away before it came to us, and why. */
public record ClientReportItem(List<Discarded> discarded) implements Item {

    private static final int MOST = 100;
    private static final long LARGEST = 1_000_000_000;
    private static final String OTHER = "other";

    private static final Set<String> REASONS = Set.of(
            "queue_overflow",
            "cache_overflow",
            "buffer_overflow",
            "ratelimit_backoff",
            "network_error",
            "sample_rate",
            "before_send",
            "event_processor",
            "send_error",
            "internal_sdk_error",
            "insufficient_data",
            "backpressure",
            "ignored",
            "invalid");

    private static final Set<String> CATEGORIES =
            Arrays.stream(Category.values()).map(Category::wireName).collect(Collectors.toUnmodifiableSet());

    /** {@code category} and {@code reason} are the words that SDKs use, or {@code other}. */
    public record Discarded(String category, String reason, long quantity) {}

    static Item of(byte[] payload) {
        var discarded = new ArrayList<Discarded>();
        for (var entry : JsonText.read(payload).path("discarded_events")) {
            var category = known(entry.path("category"), CATEGORIES);
            var quantity = Math.min(entry.path("quantity").asLong(0), LARGEST);
            if (category != null && quantity > 0 && discarded.size() < MOST) {
                var reason = known(entry.path("reason"), REASONS);
                discarded.add(new Discarded(category, reason == null ? OTHER : reason, quantity));
            }
        }
        return new ClientReportItem(List.copyOf(discarded));
    }

    /** A table has a row for each pair of words, so nobody may make up new ones. */
    private static String known(JsonNode node, Set<String> words) {
        var text = node.textValue();
        return text == null ? null : words.contains(text) ? text : OTHER;
    }

    @Override
    public ItemType type() {
        return ItemType.CLIENT_REPORT;
    }

    @Override
    public Map<Category, Long> quantities() {
        return Map.of(Category.INTERNAL, 1L);
    }
}
