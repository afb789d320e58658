package tocsin.issue;

import jakarta.ws.rs.NotFoundException;
import tocsin.regroup.Merge;
import tocsin.regroup.Merges;

/** A merge as an address names it: below the issue that it made larger. */
final class Undoable {

    private Undoable() {}

    static Merge of(Merges merges, Issue issue, long id) {
        var merge = merges.get(issue.projectId, id);
        if (merge.into() != issue.id) {
            throw new NotFoundException();
        }
        return merge;
    }
}
