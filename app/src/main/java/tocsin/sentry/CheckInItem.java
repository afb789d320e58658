package tocsin.sentry;

import java.util.Set;

/** A job says that it runs, or how it ended. */
public record CheckInItem(String monitor, String status) implements Item {

    private static final Set<String> STATUS = Set.of("in_progress", "ok", "error");

    static Item of(byte[] payload) {
        var outline = JsonOutline.of(payload);
        return of(outline.text("monitor_slug"), outline.text("status"));
    }

    /** For an address that names the monitor. */
    public static Item of(String monitor, byte[] payload) {
        try {
            return of(monitor, JsonOutline.of(payload).text("status"));
        } catch (MalformedEvent e) {
            return new RefusedItem(ItemType.CHECK_IN, Reason.MALFORMED);
        }
    }

    public static Item of(String monitor, String status) {
        return monitor != null && !monitor.isBlank() && STATUS.contains(String.valueOf(status))
                ? new CheckInItem(monitor, status)
                : new RefusedItem(ItemType.CHECK_IN, Reason.INCOMPLETE);
    }

    @Override
    public ItemType type() {
        return ItemType.CHECK_IN;
    }
}
