package tocsin.sentry;

/** An error event, as its JSON came. */
public record EventItem(byte[] payload) implements Item {

    @Override
    public ItemType type() {
        return ItemType.EVENT;
    }
}
