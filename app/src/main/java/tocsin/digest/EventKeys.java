package tocsin.digest;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one event within its project, the strongest first.
 *
 * @param own how many of them are of the project's present version of grouping; the others of the one before
 */
record EventKeys(List<IssueKey> all, int own) {

    static EventKeys of(Batch.Entry entry) {
        var grouped = entry.stored().grouped();
        var all = new ArrayList<IssueKey>(2);
        for (var key : grouped.keys()) {
            all.add(IssueKey.of(entry.origin().tenant(), entry.origin().project(), key));
        }
        return new EventKeys(all, all.size() - grouped.former().size());
    }

    IssueKey primary() {
        return all.getFirst();
    }

    String role(IssueKey key) {
        return isLeading(key) ? "PRIMARY" : "SECONDARY";
    }

    /**
     * The key that a new one goes with when its issue is taken apart: that of all frames with that of the own ones, and
     * that of one version with the other's, whichever was there before. Null for one that goes by itself.
     */
    Long followed(IssueKey key, IssueKey found) {
        if (!key.equals(primary())) {
            return primary().hash();
        }
        var byFormer = all.indexOf(found) == own && own < all.size();
        return byFormer ? Long.valueOf(found.hash()) : null;
    }

    private boolean isLeading(IssueKey key) {
        var at = all.indexOf(key);
        return at == 0 || at == own;
    }
}
