package tocsin.regroup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Events on their way to another issue.
 *
 * @param mergeId the merge that it is part of, or undoes; null for keys that leave by themselves
 * @param homes takes those along that were in these issues before a merge
 * @param hashes takes those along that came by these keys
 * @param keyedAt since when the keys lead to the other issue; null as long as they do not
 * @param counted whether what a merge brings was added, or taken away again
 * @param holder names the turn of whoever works on it
 */
record Move(
        long id,
        long project,
        Kind kind,
        long from,
        long to,
        Long mergeId,
        List<Long> homes,
        List<Long> hashes,
        Instant keyedAt,
        boolean counted,
        UUID holder) {

    enum Kind {
        /** All events; what was counted of them is added to the other issue, and stays noted with its own. */
        MERGE,
        /** Back to where they were before a merge; what was counted of them is there. */
        UNDO,
        /** By their keys; what was counted of them goes with them. */
        PART
    }
}
