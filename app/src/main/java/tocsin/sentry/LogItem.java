package tocsin.sentry;

import java.util.Map;

/** Lines of a log: a container of them, or one in the older form. */
public record LogItem(ItemType type, long lines, long bytes) implements Item {

    static Item container(byte[] payload) {
        var lines = JsonOutline.of(payload).size("items");
        return lines < 0
                ? new RefusedItem(ItemType.LOG, Reason.INCOMPLETE)
                : new LogItem(ItemType.LOG, lines, payload.length);
    }

    static Item single(byte[] payload) {
        JsonOutline.of(payload);
        return new LogItem(ItemType.OTEL_LOG, 1, payload.length);
    }

    @Override
    public Map<Category, Long> quantities() {
        return type.quantities(lines, bytes);
    }
}
