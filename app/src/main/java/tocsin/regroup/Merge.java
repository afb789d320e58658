package tocsin.regroup;

import io.quarkus.qute.TemplateData;
import java.time.Instant;

/**
 * An issue that became part of another.
 *
 * @param number of the issue that is part, in its project
 * @param by who did it; null when nobody knows any more
 * @param moving true while its events are on their way
 */
@TemplateData
public record Merge(
        long id, long from, long into, long number, String title, long events, Instant at, String by, boolean moving) {}
