package tocsin.issue;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.config.Settings;
import tocsin.event.EventCursor;
import tocsin.event.FeedbackSql;
import tocsin.event.WrittenFeedback;
import tocsin.sentry.Feedback;

/** What people wrote, for programs, in the shape of Sentry's API. */
@Path("/api/0/projects/{org}/{project}/user-feedback")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Feedback")
class FeedbackApi {

    private static final int PAGE = 100;

    private final Access access;
    private final Settings settings;
    private final FeedbackSql feedback;

    FeedbackApi(Access access, Settings settings, FeedbackSql feedback) {
        this.access = access;
        this.settings = settings;
        this.feedback = feedback;
    }

    /** Ids are strings; {@code issue} is null when its event is not there. */
    public record Answer(
            String id,
            @JsonProperty("eventID") String event,
            String name,
            String email,
            String comments,
            Instant dateCreated,
            IssueReference issue) {

        static Answer of(WrittenFeedback written) {
            var said = written.feedback();
            return new Answer(
                    hex(written.id()),
                    said.event() == null ? null : hex(said.event()),
                    said.name(),
                    said.email(),
                    said.message(),
                    written.receivedAt(),
                    written.issue() == null ? null : new IssueReference(Long.toString(written.issue())));
        }

        private static String hex(UUID id) {
            return id.toString().replace("-", "");
        }
    }

    public record IssueReference(String id) {}

    /** What is posted. */
    public record NewFeedback(@JsonProperty("event_id") String event, String name, String email, String comments) {}

    @GET
    @Allow(Scope.EVENT_READ)
    @Operation(summary = "What people wrote in a project, newest first")
    public RestResponse<List<Answer>> list(
            @RestPath String org, @RestPath String project, @RestQuery String cursor, @Context UriInfo uri) {
        var asked = access.project(project);
        var from = cursor == null || cursor.isEmpty()
                ? null
                : EventCursor.parse(cursor)
                        .orElseThrow(() -> new BadRequestException("This cursor is not one of ours."));
        var found = feedback.before(access.tenant(), asked.id(), from, PAGE + 1);
        var page = found.subList(0, Math.min(PAGE, found.size()));
        var next = found.size() > PAGE ? Optional.of(page.getLast().cursor().text()) : Optional.<String>empty();
        return RestResponse.ResponseBuilder.ok(page.stream().map(Answer::of).toList())
                .header("Link", Paging.header(settings.url(), uri, Optional.empty(), next))
                .header("Cache-Control", "private, no-store")
                .header("Vary", "Authorization")
                .build();
    }

    @POST
    @Allow(Scope.EVENT_WRITE)
    @Operation(summary = "Add what a person wrote about an event")
    public Answer add(@RestPath String org, @RestPath String project, NewFeedback posted) {
        var asked = access.project(project);
        var event = Optional.ofNullable(posted)
                .map(NewFeedback::event)
                .flatMap(EventId::parse)
                .orElseThrow(() -> new BadRequestException("About which event? event_id has 32 hexadecimal digits."));
        var message = Feedback.message(posted.comments());
        if (message == null) {
            throw new BadRequestException("There are no comments.");
        }
        var said = new Feedback(
                message, Feedback.word(posted.name()), Feedback.word(posted.email()), null, event, null, null);
        var id = UUID.nameUUIDFromBytes(
                (event + "\n" + said.name() + "\n" + said.email() + "\n" + message).getBytes(StandardCharsets.UTF_8));
        var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        feedback.add(access.tenant(), asked.id(), id, at, said);
        return Answer.of(new WrittenFeedback(id, at, null, said));
    }
}
