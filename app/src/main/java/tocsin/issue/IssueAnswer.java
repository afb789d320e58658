package tocsin.issue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tocsin.account.VisibleProject;

/** An issue in the shape that clients of Sentry's API know: ids and the count are strings there. */
@RegisterForReflection
public record IssueAnswer(
        String id,
        String shortId,
        String title,
        String culprit,
        String permalink,
        String level,
        String status,
        Map<String, JsonNode> statusDetails,
        String platform,
        String type,
        Metadata metadata,
        Project project,
        String count,
        long userCount,
        Instant firstSeen,
        Instant lastSeen,
        Map<String, List<long[]>> stats,
        boolean hasSeen,
        boolean isBookmarked,
        boolean isPublic,
        boolean isSubscribed,
        int numComments,
        List<String> annotations,
        String assignedTo,
        String logger,
        String shareId) {

    @RegisterForReflection
    public record Metadata(String type, String value) {}

    @RegisterForReflection
    public record Project(String id, String slug, String name, String platform) {}

    /** {@code spark} may be null: then there are no statistics. */
    static IssueAnswer of(URI address, String org, ListedIssue issue, VisibleProject project, Sparkline spark) {
        return new IssueAnswer(
                Long.toString(issue.id()),
                new ShortId(project.slug(), issue.number()).toString(),
                issue.title(),
                issue.culprit(),
                address + "/" + org + "/" + project.slug() + "/issues/" + issue.id(),
                IssueQuery.word(issue.level()),
                issue.status().word,
                Map.of(),
                issue.platform(),
                "error",
                new Metadata(issue.type(), issue.value()),
                new Project(Long.toString(project.id()), project.slug(), project.name(), project.platform()),
                Long.toString(issue.events()),
                issue.users(),
                issue.firstSeen(),
                issue.lastSeen(),
                spark == null ? Map.of() : Map.of(spark.span().word, spark.points(Instant.now())),
                true,
                false,
                false,
                false,
                0,
                List.of(),
                null,
                null,
                null);
    }
}
