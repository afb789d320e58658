package tocsin.issue;

import java.time.Instant;
import tocsin.account.VisibleProject;
import tocsin.web.Spark;

/**
 * An issue as a row of the list.
 *
 * @param unseen when the person has never opened it
 * @param news when something happened since they did
 */
public record IssueRow(
        long id,
        String shortId,
        String project,
        String type,
        String value,
        String culprit,
        String level,
        String status,
        boolean unseen,
        boolean news,
        long events,
        long users,
        Instant firstSeen,
        Instant lastSeen,
        Spark spark,
        String href) {

    /** {@code read} is the last event that the person knows, null when they know none. */
    static IssueRow of(String org, ListedIssue issue, VisibleProject project, Sparkline spark, Instant read) {
        var open = issue.status() == Issue.Status.UNRESOLVED;
        return new IssueRow(
                issue.id(),
                new ShortId(project.slug(), issue.number()).toString(),
                project.slug(),
                issue.type(),
                issue.value(),
                issue.culprit(),
                IssueQuery.word(issue.level()),
                issue.status().name().toLowerCase(java.util.Locale.ROOT),
                open && read == null,
                open && read != null && issue.lastSeen().isAfter(read),
                issue.events(),
                issue.users(),
                issue.firstSeen(),
                issue.lastSeen(),
                spark.bars(),
                "/" + org + "/" + project.slug() + "/issues/" + issue.id());
    }
}
