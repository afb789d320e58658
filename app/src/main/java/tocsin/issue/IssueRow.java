package tocsin.issue;

import java.time.Duration;
import java.time.Instant;
import tocsin.account.VisibleProject;
import tocsin.web.Spark;

/** An issue as a row of the list. {@code fresh} when it is new today. */
public record IssueRow(
        long id,
        String shortId,
        String project,
        String type,
        String value,
        String culprit,
        String level,
        String status,
        boolean fresh,
        long events,
        long users,
        Instant firstSeen,
        Instant lastSeen,
        Spark spark,
        String href) {

    private static final Duration FRESH = Duration.ofDays(1);

    static IssueRow of(String org, ListedIssue issue, VisibleProject project, Sparkline spark, Instant now) {
        return new IssueRow(
                issue.id(),
                new ShortId(project.slug(), issue.number()).toString(),
                project.slug(),
                issue.type(),
                issue.value(),
                issue.culprit(),
                IssueQuery.word(issue.level()),
                issue.status().name().toLowerCase(java.util.Locale.ROOT),
                issue.firstSeen().isAfter(now.minus(FRESH)),
                issue.events(),
                issue.users(),
                issue.firstSeen(),
                issue.lastSeen(),
                spark.bars(),
                "/" + org + "/" + project.slug() + "/issues/" + issue.id());
    }
}
