package tocsin.outbox;

import java.time.Instant;
import java.util.List;
import tocsin.issue.ShortId;
import tocsin.sentry.SentryEvent.Level;

/**
 * An issue was opened or came back.
 *
 * @param environments where that happened
 */
public record IssueFact(
        long project,
        String projectSlug,
        String projectName,
        String organizationSlug,
        Kind kind,
        long issue,
        long number,
        String type,
        String value,
        String culprit,
        String platform,
        Level level,
        List<String> environments,
        Instant happenedAt) {

    public String shortId() {
        return new ShortId(projectSlug, number).toString();
    }

    public String title() {
        return value.isBlank() ? type : type.isBlank() ? value : type + ": " + value;
    }

    /** Where the issue's page is, below the instance's address. */
    public String path() {
        return "/" + organizationSlug + "/" + projectSlug + "/issues/" + issue;
    }
}
