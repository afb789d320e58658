package tocsin.issue;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.web.Frame;
import tocsin.web.Htmx;
import tocsin.web.Words;

/** Makes the issues one that were chosen in a list. */
@Path("/{org}/issues/merge")
@Blocking
class MergePages {

    private final Access access;
    private final Issues issues;
    private final Frame frame;

    MergePages(Access access, Issues issues, Frame frame) {
        this.access = access;
        this.issues = issues;
        this.frame = frame;
    }

    @POST
    @Allow(Scope.EVENT_WRITE)
    public Response merge(
            @RestPath String org, @RestForm("id") List<Long> ids, @HeaderParam(Htmx.REQUEST) String fragment) {
        try {
            var merged = issues.merge(ids);
            issues.follow(merged.into().projectId());
            frame.say(Words.of(merged.parts().size(), "issue", "issues") + " merged into this one.");
            var project = access.project(merged.into().projectId()).slug();
            return to("/" + org + "/" + project + "/issues/" + merged.into().id() + "/keys", fragment);
        } catch (Refused refused) {
            frame.say(refused.getMessage() + ".");
            return to("/" + org + "/issues", fragment);
        }
    }

    private static Response to(String path, String fragment) {
        return fragment == null
                ? PageAnswer.to(path)
                : Response.noContent().header(Htmx.REDIRECT, path).build();
    }
}
