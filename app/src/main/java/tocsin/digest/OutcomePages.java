package tocsin.digest;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.Scope;
import tocsin.sentry.Category;
import tocsin.web.Frame;
import tocsin.web.Nav;

/** What became of everything a project was sent: nothing is dropped without being counted here. */
@Path("/{org}/{project}/settings/outcomes")
@Produces(MediaType.TEXT_HTML)
@Blocking
class OutcomePages {

    private static final int SHOWN = 50;
    private static final List<String> CATEGORIES =
            Arrays.stream(Category.values()).map(Category::wireName).toList();

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance outcomes(
                String home,
                OutcomeView view,
                Form chosen,
                List<OutcomeHistorySql.KnownKey> keys,
                List<String> categories,
                List<OutcomeView.Span> spans,
                long waiting,
                List<UnprocessedEvent> unprocessed,
                boolean mayRetry);
    }

    private final Access access;
    private final Frame frame;
    private final OutcomeHistorySql history;
    private final Unprocessed unprocessed;

    OutcomePages(Access access, Frame frame, OutcomeHistorySql history, Unprocessed unprocessed) {
        this.access = access;
        this.frame = frame;
        this.history = history;
        this.unprocessed = unprocessed;
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response outcomes(
            @RestPath String org,
            @RestPath String project,
            @RestQuery String range,
            @RestQuery String key,
            @RestQuery String category) {
        var asked = access.project(project);
        var home = home(org, asked.slug());
        frame.about(asked.slug(), asked.name()).at(Nav.SETTINGS).crumb("Outcomes", home);
        var span = OutcomeView.Span.of(range).orElse(OutcomeView.Span.FORTNIGHT);
        var whole = span.until(Instant.now());
        var chosen = new OutcomeHistorySql.Chosen(OutcomeApi.key(key), OutcomeApi.category(category));
        var rows = history.kinds(access.tenant(), asked.id(), whole, chosen, span.label());
        var timed = chosen.category() == null ? Category.ERROR.wireName() : chosen.category();
        return Response.ok(Templates.outcomes(
                        home,
                        OutcomeView.of(span, whole, rows, timed),
                        Form.of("key", key, "category", category),
                        history.keys(access.tenant(), asked.id()),
                        CATEGORIES,
                        List.of(OutcomeView.Span.values()),
                        unprocessed.count(access.tenant(), asked.id()),
                        unprocessed.newest(access.tenant(), asked.id(), SHOWN),
                        access.may(Scope.EVENT_WRITE)))
                .header("Cache-Control", "private, no-store")
                .header("Vary", "Cookie")
                .build();
    }

    @POST
    @Path("/unprocessed/{id}/retry")
    @Allow(Scope.EVENT_WRITE)
    public Response retry(@RestPath String org, @RestPath String project, @RestPath long id) {
        var asked = access.project(project);
        frame.say(
                switch (unprocessed.retry(access.tenant(), asked.id(), id)) {
                    case Unprocessed.Retry.Stored() -> "The event is stored now.";
                    case Unprocessed.Retry.Spooled() -> "The event is stored when the database takes it again.";
                    case Unprocessed.Retry.Erased() ->
                        "The event was left out and is gone: somebody whom it names is to be erased.";
                    case Unprocessed.Retry.FailedAgain(var error) -> "It failed again: " + error;
                    case Unprocessed.Retry.NotThere() -> throw new NotFoundException();
                });
        return Response.seeOther(URI.create(home(org, asked.slug()) + "#unprocessed"))
                .build();
    }

    private static String home(String org, String project) {
        return "/" + org + "/" + project + "/settings/outcomes";
    }
}
