package tocsin.sentry;

/** An item of a type that is newer than this release. */
public record UnknownItem(String name) implements Item {

    @Override
    public ItemType type() {
        return ItemType.UNKNOWN;
    }
}
