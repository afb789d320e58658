package tocsin.issue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.regroup.Merge;
import tocsin.regroup.Merges;

/** What became part of an issue, and how that is undone. */
@Path("/api/v1/organizations/{org}/projects/{project}/issues/{id}/merges")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Issues")
class MergeApi {

    /**
     * @param state {@code moving} while events are on their way, then {@code merged}; {@code undoing} while they are on their
     *     way back, then {@code undone}, which only whoever undoes it is told
     */
    @RegisterForReflection
    public record MergeAnswer(
            String id, String issue, String shortId, String title, long events, Instant at, String by, String state) {}

    private final Access access;
    private final IssueId issueId;
    private final Issues issues;
    private final Merges merges;

    MergeApi(Access access, IssueId issueId, Issues issues, Merges merges) {
        this.access = access;
        this.issueId = issueId;
        this.issues = issues;
        this.merges = merges;
    }

    @GET
    @Allow(Scope.EVENT_READ)
    @Operation(
            summary = "What became part of an issue, the latest first",
            description = "The state is moving, merged or, while events are on their way back, undoing.")
    public List<MergeAnswer> list(@RestPath String project, @RestPath String id) {
        var issue = issueId.get(project, id);
        return merges.into(issue.projectId, issue.id).stream()
                .map(merge -> answer(project, merge))
                .toList();
    }

    @DELETE
    @Path("/{merge}")
    @Allow(Scope.EVENT_WRITE)
    @Operation(
            summary = "Makes the issue one of its own again",
            description = "The state is undone or, while events are still on their way back, undoing.")
    public MergeAnswer undo(@RestPath String project, @RestPath String id, @RestPath long merge) {
        var issue = issueId.get(project, id);
        var found = Undoable.of(merges, issue, merge);
        issues.undoMerge(issue.projectId, found.id());
        issues.follow(issue.projectId);
        return answer(project, merges.known(issue.projectId, found.id()));
    }

    private MergeAnswer answer(String project, Merge merge) {
        return new MergeAnswer(
                Long.toString(merge.id()),
                Long.toString(merge.from()),
                new ShortId(access.project(project).slug(), merge.number()).toString(),
                merge.title(),
                merge.events(),
                merge.at(),
                merge.by(),
                merge.state().word());
    }
}
