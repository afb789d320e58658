package tocsin.sentry;

import java.util.Map;

/** Profiles, replays and others that we know by name and size only: nothing of them is looked at. */
public record PassedItem(ItemType type, long quantity) implements Item {

    @Override
    public Map<Category, Long> quantities() {
        return Map.of(type.category(), quantity);
    }
}
