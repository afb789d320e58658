package tocsin.live;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** How many streams each person has open, so that one browser gone wild does not take every connection. */
@ApplicationScoped
class OpenStreams {

    /** More tabs than anybody looks at. */
    static final int MOST = 20;

    /** A place that was never given back is free again after this. */
    private static final Duration FORGOTTEN = LiveStream.LONGEST.plusMinutes(1);

    private final Map<Long, Map<Object, Instant>> open = new HashMap<>();

    /**
     * Takes a place; whoever runs the answer gives it back. Past the last place it answers 429, upon which a browser does
     * not try again, as it would if the oldest stream were ended instead.
     */
    synchronized Runnable enter(long person) {
        var places = open.computeIfAbsent(person, nobody -> new IdentityHashMap<>());
        places.values().removeIf(Instant.now().minus(FORGOTTEN)::isAfter);
        if (places.size() >= MOST) {
            throw HttpProblem.builder()
                    .withStatus(Status.TOO_MANY_REQUESTS)
                    .withTitle("Too many streams")
                    .withDetail("You have " + MOST + " pages open that wait for news; this one does not.")
                    .withHeader(HttpHeaders.RETRY_AFTER, LiveStream.LONGEST.toSeconds())
                    .build();
        }
        var place = new Object();
        places.put(place, Instant.now());
        return () -> leave(person, place);
    }

    private synchronized void leave(long person, Object place) {
        open.computeIfPresent(person, (who, places) -> {
            places.remove(place);
            return places.isEmpty() ? null : places;
        });
    }
}
