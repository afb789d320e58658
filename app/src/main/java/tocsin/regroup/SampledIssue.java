package tocsin.regroup;

import java.time.Instant;

/** An issue whose newest events are looked at. */
record SampledIssue(long id, long number, String title, Instant lastSeen) {}
