package tocsin.sentry;

import java.util.Map;

/** A span without its transaction, or a container of such. */
public record SpanItem(long quantity) implements Item {

    static Item of(byte[] payload) {
        var outline = JsonOutline.of(payload);
        var contained = outline.size("items");
        if (contained >= 0) {
            return new SpanItem(contained);
        }
        return outline.has("trace_id") && outline.has("span_id")
                ? new SpanItem(1)
                : new RefusedItem(ItemType.SPAN, Reason.INCOMPLETE);
    }

    @Override
    public ItemType type() {
        return ItemType.SPAN;
    }

    @Override
    public Map<Category, Long> quantities() {
        return Map.of(Category.SPAN, quantity);
    }
}
