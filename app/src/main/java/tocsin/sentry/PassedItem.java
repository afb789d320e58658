package tocsin.sentry;

import java.util.Map;

/** Profiles, replays and others that we know by name and size only: nothing of them is looked at. */
public record PassedItem(ItemType type, Map<Category, Long> quantities) implements Item {}
