package tocsin.spool;

/**
 * How much a spool may take.
 *
 * @param maxBytes of all its segments
 * @param floorBytes that it leaves free on its disk
 * @param segmentBytes after which a new file is begun; a file is deleted when all of it is read
 */
public record SpoolLimits(long maxBytes, long floorBytes, long segmentBytes) {}
