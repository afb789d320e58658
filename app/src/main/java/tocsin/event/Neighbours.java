package tocsin.event;

import java.util.Optional;
import java.util.UUID;

/** The events of the same issue just before and just after one. */
public record Neighbours(Optional<UUID> older, Optional<UUID> newer) {}
