package tocsin.sentry;

import java.util.Map;

/**
 * An item that is not taken, with the reason; what came beside it is. It counts in the same units as if it had been taken:
 * what nobody looked at, for as much as its header says, or for one.
 */
public record RefusedItem(ItemType type, Reason reason, Map<Category, Long> quantities) implements Item {

    /** For one that holds nothing but itself. */
    public RefusedItem(ItemType type, Reason reason) {
        this(type, reason, Map.of(type.category(), 1L));
    }

    /** For a file of so many bytes. */
    public static RefusedItem file(Reason reason, long bytes) {
        return new RefusedItem(ItemType.ATTACHMENT, reason, ItemType.ATTACHMENT.quantities(1, bytes));
    }
}
