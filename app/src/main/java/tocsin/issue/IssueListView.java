package tocsin.issue;

import java.util.List;

/**
 * The list as a page shows it.
 *
 * @param live where changes are told
 * @param here the address of exactly these rows
 * @param change where the selection is sent to be resolved, reopened or muted
 * @param merge where the selection is sent to become one
 * @param newer null when there is none, as {@code older}
 * @param mistake what is wrong with the query, null when nothing is
 * @param started whether any event ever came
 * @param start where to begin when none did
 * @param everything the list without a filter
 */
public record IssueListView(
        String title,
        boolean ofProject,
        boolean mayChange,
        String live,
        String here,
        String change,
        String merge,
        String query,
        String trend,
        List<Chip> filters,
        List<Chip> views,
        List<IssueRow> rows,
        String newer,
        String older,
        String mistake,
        boolean started,
        String start,
        long damped,
        String everything) {

    /** Why there are no rows: {@code mistake}, {@code unstarted}, {@code projectless} or {@code unmatched}. */
    public String emptiness() {
        if (mistake != null) {
            return "mistake";
        }
        if (started) {
            return "unmatched";
        }
        return start == null ? "projectless" : "unstarted";
    }
}
