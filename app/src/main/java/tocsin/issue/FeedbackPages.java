package tocsin.issue;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.event.AttachmentSql;
import tocsin.event.EventCursor;
import tocsin.event.FeedbackSql;
import tocsin.event.WrittenFeedback;
import tocsin.web.Frame;
import tocsin.web.Nav;

/** What people wrote in and about a project, newest first. */
@Path("/{org}/{project}/feedback")
@Produces(MediaType.TEXT_HTML)
@Blocking
class FeedbackPages {

    static final int PAGE = 25;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<FeedbackRow> rows, String newer, String older, String start);
    }

    private final Access access;
    private final FeedbackSql feedback;
    private final AttachmentSql attachments;
    private final Frame frame;

    FeedbackPages(Access access, FeedbackSql feedback, AttachmentSql attachments, Frame frame) {
        this.access = access;
        this.feedback = feedback;
        this.attachments = attachments;
        this.frame = frame;
    }

    @GET
    @Allow(Scope.EVENT_READ)
    public TemplateInstance list(@RestPath String org, @RestPath String project, @RestQuery String cursor) {
        var asked = access.project(project);
        var home = "/" + access.org() + "/" + asked.slug();
        var from = cursor == null ? null : EventCursor.parse(cursor).orElse(null);
        var found = feedback.before(access.tenant(), asked.id(), from, PAGE + 1);
        var page = found.subList(0, Math.min(PAGE, found.size()));
        frame.at(Nav.FEEDBACK).crumb("Feedback", home + "/feedback");
        return Templates.list(
                rows(home, asked.id(), page),
                from == null ? null : home + "/feedback",
                found.size() > PAGE
                        ? home + "/feedback?cursor=" + page.getLast().cursor().text()
                        : null,
                home + "/start");
    }

    private List<FeedbackRow> rows(String home, long project, List<WrittenFeedback> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        var files = attachments.of(
                access.tenant(),
                project,
                page.stream().map(WrittenFeedback::id).toList(),
                page.getLast().receivedAt());
        return page.stream().map(one -> FeedbackRow.of(home, one, files)).toList();
    }
}
