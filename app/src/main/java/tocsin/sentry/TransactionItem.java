package tocsin.sentry;

import java.util.Map;

/** One traced operation with the spans in it. */
public record TransactionItem(long spans) implements Item {

    static Item of(byte[] payload) {
        var outline = JsonOutline.of(payload);
        return outline.has("contexts.trace") && outline.has("start_timestamp") && outline.has("timestamp")
                ? new TransactionItem(outline.size("spans"))
                : new RefusedItem(ItemType.TRANSACTION, Reason.INCOMPLETE);
    }

    @Override
    public ItemType type() {
        return ItemType.TRANSACTION;
    }

    @Override
    public Map<Category, Long> quantities() {
        return spans <= 0 ? Map.of(Category.TRANSACTION, 1L) : type().both(1, Category.SPAN, spans);
    }
}
