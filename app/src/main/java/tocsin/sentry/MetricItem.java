package tocsin.sentry;

import java.util.Map;

/** A container of measurements that belong to traces. */
public record MetricItem(long quantity, long bytes) implements Item {

    static Item of(byte[] payload) {
        var quantity = JsonOutline.of(payload).size("items");
        return quantity < 0
                ? new RefusedItem(ItemType.TRACE_METRIC, Reason.INCOMPLETE)
                : new MetricItem(quantity, payload.length);
    }

    @Override
    public ItemType type() {
        return ItemType.TRACE_METRIC;
    }

    @Override
    public Map<Category, Long> quantities() {
        return type().quantities(quantity, bytes);
    }
}
