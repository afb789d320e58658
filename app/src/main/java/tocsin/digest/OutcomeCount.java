package tocsin.digest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * How much of a category had one fate in one hour or day.
 *
 * @param time when the hour or day begins
 * @param outcome {@code stored}, {@code client_discarded}, or why it was not stored
 * @param reason more of why; may be empty
 * @param key the id of the key that it was sent with; null where none is known
 * @param count in pieces; attachments and the like in bytes, as their limits are
 */
@RegisterForReflection
record OutcomeCount(Instant time, String category, String outcome, String reason, Long key, long count) {}
