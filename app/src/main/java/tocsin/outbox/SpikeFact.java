package tocsin.outbox;

import java.time.Instant;

/**
 * Far more came than usual and is dropped, or that is over.
 *
 * @param dropped how much was, of one that is over
 */
public record SpikeFact(long project, Kind kind, long dropped, Instant happenedAt) {}
