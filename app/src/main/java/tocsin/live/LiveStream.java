package tocsin.live;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;

/** Server-sent events that say only that something changed; the page asks again with its own rights. */
@Path("/{org}")
class LiveStream {

    /** Rights are asked when a stream begins. When it ends, the browser begins another, and is asked again. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Access access;
    private final Changes changes;
    private final OpenStreams open;

    LiveStream(Access access, Changes changes, OpenStreams open) {
        this.access = access;
        this.changes = changes;
        this.open = open;
    }

    @GET
    @Path("/live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Allow(Scope.EVENT_READ)
    public Multi<OutboundSseEvent> all(@Context Sse sse) {
        return stream(sse, access.projects());
    }

    @GET
    @Path("/{project}/live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Allow(Scope.EVENT_READ)
    public Multi<OutboundSseEvent> one(@RestPath String project, @Context Sse sse) {
        return stream(sse, List.of(access.project(project).id()));
    }

    private Multi<OutboundSseEvent> stream(Sse sse, Collection<Long> projects) {
        var leave = open.enter(access.user().id());
        // The first word at once, so that proxies pass the headers on and the browser knows that it is connected.
        var words = Multi.createBy()
                .merging()
                .streams(
                        Multi.createFrom().item(comment(sse, "connected")),
                        changes.of(access.tenant(), projects)
                                .map(changed -> changed ? changed(sse) : comment(sse, "still here")));
        return ending(words, LONGEST).onTermination().invoke(leave);
    }

    static <T> Multi<T> ending(Multi<T> stream, Duration longest) {
        return stream.select().first(longest);
    }

    private static OutboundSseEvent changed(Sse sse) {
        return sse.newEventBuilder().name("issues").data("changed").build();
    }

    private static OutboundSseEvent comment(Sse sse, String text) {
        return sse.newEventBuilder().comment(text).build();
    }
}
