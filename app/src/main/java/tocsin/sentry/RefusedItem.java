package tocsin.sentry;

/** An item that is not taken, with the reason; what came beside it is. */
public record RefusedItem(ItemType type, Reason reason) implements Item {}
