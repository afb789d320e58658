package tocsin.outbox;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.PageAnswer;
import tocsin.account.Scope;
import tocsin.account.Slices;
import tocsin.config.Settings;
import tocsin.web.Frame;

/** What was sent to targets and people, what waits and what was given up. */
@Path("/{org}/settings/deliveries")
@Produces(MediaType.TEXT_HTML)
class DeliveryPages {

    private static final int LINES = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Deliveries.Line> lines,
                String state,
                long forward,
                boolean mails,
                boolean may,
                String newest,
                String older);
    }

    private final Access access;
    private final Frame frame;
    private final Deliveries deliveries;
    private final boolean mails;

    DeliveryPages(Access access, Frame frame, Deliveries deliveries, Settings settings) {
        this.access = access;
        this.frame = frame;
        this.deliveries = deliveries;
        this.mails = settings.smtp().isPresent();
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    public Response list(@RestQuery Long forward, @RestQuery String state, @RestQuery String cursor) {
        var chosen = Deliveries.State.of(state);
        var found = deliveries.before(Slices.position(cursor, Long.MAX_VALUE), forward, chosen, LINES + 1);
        var shown = found.subList(0, Math.min(LINES, found.size()));
        var here = here() + "?state=" + (chosen == null ? "" : chosen.word())
                + (forward == null ? "" : "&forward=" + forward);
        frame.settings();
        return PageAnswer.page(Templates.list(
                shown,
                chosen == null ? "" : chosen.word(),
                forward == null ? 0 : forward,
                mails,
                access.may(Scope.PROJECT_WRITE),
                cursor == null ? "" : here,
                found.size() > LINES ? here + "&cursor=" + shown.getLast().id() : ""));
    }

    @POST
    @Path("/{id}/replays")
    @Allow(Scope.PROJECT_WRITE)
    public Response replay(@RestPath long id) {
        deliveries.replay(id);
        frame.say("It is sent again.");
        return PageAnswer.to(here());
    }

    @POST
    @Path("/replays")
    @Allow(Scope.PROJECT_WRITE)
    public Response replayAll(@RestForm long forward) {
        var replayed = deliveries.replayAll(forward);
        frame.say(replayed == 1 ? "One delivery is sent again." : replayed + " deliveries are sent again.");
        return PageAnswer.to(here() + "?forward=" + forward);
    }

    private String here() {
        return "/" + access.org() + "/settings/deliveries";
    }
}
