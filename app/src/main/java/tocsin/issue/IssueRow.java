package tocsin.issue;

import java.time.Instant;
import java.util.Collection;
import tocsin.account.VisibleProject;

/** An issue as a row of the list. */
public record IssueRow(
        long id,
        String shortId,
        String projectSlug,
        String type,
        String value,
        String culprit,
        String level,
        Issue.Status status,
        boolean fresh,
        long events,
        long users,
        Instant firstSeen,
        Instant lastSeen,
        Sparkline spark,
        String url) {

    private static final java.time.Duration FRESH = java.time.Duration.ofDays(1);

    static IssueRow of(String org, ListedIssue issue, VisibleProject project, Sparkline spark, Instant now) {
        return new IssueRow(
                issue.id(),
                new ShortId(project.slug(), issue.number()).toString(),
                project.slug(),
                issue.type(),
                issue.value(),
                issue.culprit(),
                IssueQuery.word(issue.level()),
                issue.status(),
                issue.firstSeen().isAfter(now.minus(FRESH)),
                issue.events(),
                issue.users(),
                issue.firstSeen(),
                issue.lastSeen(),
                spark,
                "/" + org + "/" + project.slug() + "/issues/" + issue.id());
    }

    static VisibleProject among(Collection<VisibleProject> projects, long id) {
        return projects.stream()
                .filter(project -> project.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
