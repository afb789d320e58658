package tocsin.issue;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.regroup.KeyFamily;
import tocsin.regroup.Merge;
import tocsin.regroup.Merges;
import tocsin.web.Frame;
import tocsin.web.Nav;

/** What leads events to an issue: its keys, and what became part of it. Each can be taken out again. */
@Path("/{org}/{project}/issues/{id}/keys")
@Produces(MediaType.TEXT_HTML)
@Blocking
class KeyPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance keys(View page);
    }

    /** @param mistake null when nothing is wrong */
    @TemplateData
    public record View(
            String home,
            String shortId,
            String title,
            List<KeyFamily> families,
            List<Part> parts,
            boolean mayChange,
            String mistake) {

        /** Whether there is something to take out. */
        public boolean isDivisible() {
            return mayChange && families.size() > 1;
        }
    }

    @TemplateData
    public record Part(Merge merge, String shortId) {}

    private final Access access;
    private final IssueId issueId;
    private final Issues issues;
    private final Merges merges;
    private final Frame frame;

    KeyPages(Access access, IssueId issueId, Issues issues, Merges merges, Frame frame) {
        this.access = access;
        this.issueId = issueId;
        this.issues = issues;
        this.merges = merges;
        this.frame = frame;
    }

    @GET
    @Allow(Scope.EVENT_READ)
    public Response show(@RestPath String project, @RestPath String id) {
        return PageAnswer.page(page(project, issueId.get(project, id), null));
    }

    /** Takes the chosen keys, with their events, out of the issue. */
    @POST
    @Path("/unmerge")
    @Allow(Scope.EVENT_WRITE)
    public Response part(@RestPath String project, @RestPath String id, @RestForm("key") List<String> keys) {
        var issue = issueId.get(project, id);
        try {
            var parted = issues.part(issue.projectId, issue.id, keys);
            return parted(project, issue, parted);
        } catch (Refused refused) {
            return PageAnswer.wrong(page(project, issueId.get(project, id), refused.getMessage()));
        }
    }

    /** Undoes a merge. */
    @POST
    @Path("/merges/{merge}/undo")
    @Allow(Scope.EVENT_WRITE)
    public Response undo(@RestPath String project, @RestPath String id, @RestPath long merge) {
        var issue = issueId.get(project, id);
        try {
            var found = Undoable.of(merges, issue, merge);
            return parted(project, issue, issues.undoMerge(issue.projectId, found.id()));
        } catch (Refused refused) {
            return PageAnswer.wrong(page(project, issueId.get(project, id), refused.getMessage()));
        }
    }

    private Response parted(String project, Issue issue, ListedIssue parted) {
        issues.follow(issue.projectId);
        frame.say(shortId(project, parted.number()) + " is an issue of its own now"
                + (merges.isMoving(parted.id()) ? "; its events are still on their way." : "."));
        return PageAnswer.to(home(project, parted.id()));
    }

    private TemplateInstance page(String project, Issue issue, String mistake) {
        var home = home(project, issue.id);
        var shortId = shortId(project, issue.number);
        frame.at(Nav.ISSUES).crumb(shortId, home).crumb("Keys", home + "/keys");
        return Templates.keys(new View(
                home,
                shortId,
                issue.title(),
                merges.families(issue.id),
                merges.into(issue.projectId, issue.id).stream()
                        .map(merge -> new Part(merge, shortId(project, merge.number())))
                        .toList(),
                access.may(Scope.EVENT_WRITE),
                mistake));
    }

    private String home(String project, long issue) {
        return "/" + access.org() + "/" + project + "/issues/" + issue;
    }

    private static String shortId(String project, long number) {
        return new ShortId(project, number).toString();
    }
}
