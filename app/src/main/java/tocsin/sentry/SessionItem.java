package tocsin.sentry;

import java.util.Map;
import java.util.Set;

/** How a run of a program went, or of many: health of a release. */
public record SessionItem(ItemType type, long quantity) implements Item {

    private static final Set<String> STATUS = Set.of("ok", "exited", "crashed", "abnormal", "errored", "unhandled");

    static Item one(byte[] payload) {
        var outline = JsonOutline.of(payload);
        var status = outline.text("status");
        return outline.has("started") && outline.has("attrs.release") && (status == null || STATUS.contains(status))
                ? new SessionItem(ItemType.SESSION, 1)
                : new RefusedItem(ItemType.SESSION, Reason.INCOMPLETE);
    }

    static Item aggregated(byte[] payload) {
        var outline = JsonOutline.of(payload);
        var aggregates = outline.size("aggregates");
        return aggregates > 0 && outline.has("attrs.release")
                ? new SessionItem(ItemType.SESSIONS, aggregates)
                : new RefusedItem(ItemType.SESSIONS, Reason.INCOMPLETE);
    }

    @Override
    public Map<Category, Long> quantities() {
        return Map.of(type.category(), quantity);
    }
}
