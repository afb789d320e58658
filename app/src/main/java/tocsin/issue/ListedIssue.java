package tocsin.issue;

import java.time.Instant;
import tocsin.sentry.SentryEvent.Level;

/** An issue as far as a list needs it. */
public record ListedIssue(
        long id,
        long projectId,
        long number,
        String type,
        String value,
        String culprit,
        Level level,
        String platform,
        Issue.Status status,
        long events,
        long users,
        Instant firstSeen,
        Instant lastSeen) {

    static ListedIssue of(Issue issue) {
        return new ListedIssue(
                issue.id,
                issue.projectId,
                issue.number,
                issue.type,
                issue.value,
                issue.culprit,
                issue.level,
                issue.platform,
                issue.status,
                issue.eventCount,
                issue.userCount,
                issue.firstSeen,
                issue.lastSeen);
    }

    ListedIssue with(Issue.Status now) {
        return new ListedIssue(
                id, projectId, number, type, value, culprit, level, platform, now, events, users, firstSeen, lastSeen);
    }

    /** Type and value on one line. */
    public String title() {
        return value.isBlank() ? type : type.isBlank() ? value : type + ": " + value;
    }
}
