package tocsin.issue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.regroup.KeyFamily;
import tocsin.regroup.Merges;

/** The keys by which events come to an issue, in the shape of Sentry's API; taken away, they lead to another. */
@Path("/api/0")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Issues")
class HashApi {

    /** @param latestEvent null when no event of it is among the newest */
    @RegisterForReflection
    public record HashAnswer(String id, LatestEvent latestEvent, boolean mergedBySeer) {

        static HashAnswer of(KeyFamily family) {
            return new HashAnswer(
                    family.key(),
                    family.newest() == null
                            ? null
                            : new LatestEvent(family.newest(), family.newest(), family.last(), family.events()),
                    false);
        }
    }

    /** @param count how many of the issue's newest events came by the key */
    @RegisterForReflection
    public record LatestEvent(String id, String eventID, Instant dateCreated, long count) {}

    private final IssueId issueId;
    private final Issues issues;
    private final Merges merges;

    HashApi(IssueId issueId, Issues issues, Merges merges) {
        this.issueId = issueId;
        this.issues = issues;
        this.merges = merges;
    }

    @GET
    @Path("/issues/{id}/hashes")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "The keys that lead to an issue; those that go together are one")
    public List<HashAnswer> list(@RestPath String id) {
        return merges.families(issueId.get(id).id).stream().map(HashAnswer::of).toList();
    }

    @GET
    @Path("/organizations/{org}/issues/{id}/hashes")
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "The keys that lead to an issue; those that go together are one")
    public List<HashAnswer> listOfOrganization(@RestPath String org, @RestPath String id) {
        return list(id);
    }

    @DELETE
    @Path("/issues/{id}/hashes")
    @ResponseStatus(202)
    @Allow(Scope.EVENT_WRITE)
    @Operation(
            summary = "Takes the keys named by ?id=… out of an issue, with their events",
            description = "Into the issue that a merge brought them from, or else into a new one.")
    public IssueRef part(@RestPath String id, @RestQuery("id") List<String> keys) {
        var issue = issueId.get(id);
        if (keys.isEmpty()) {
            throw new BadRequestException("Name the keys by ?id=….");
        }
        var parted = issues.part(
                issue.projectId,
                issue.id,
                keys.stream().map(key -> key.toLowerCase(Locale.ROOT)).toList());
        issues.follow(issue.projectId);
        return new IssueRef(Long.toString(parted.id()));
    }

    @DELETE
    @Path("/organizations/{org}/issues/{id}/hashes")
    @ResponseStatus(202)
    @Allow(Scope.EVENT_WRITE)
    @Operation(
            summary = "Takes the keys named by ?id=… out of an issue, with their events",
            description = "Into the issue that a merge brought them from, or else into a new one.")
    public IssueRef partOfOrganization(@RestPath String org, @RestPath String id, @RestQuery("id") List<String> keys) {
        return part(id, keys);
    }

    /** The issue that has them now. */
    @RegisterForReflection
    public record IssueRef(String issue) {}
}
