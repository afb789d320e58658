package tocsin.ops;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;
import tocsin.config.Build;

/**
 * Gives every request an id, the proxy's own if it sent one, which all log lines of the request carry and the answer
 * returns. The answer also says which version gave it.
 */
@ApplicationScoped
class RequestTrace {

    static final String HEADER = "X-Request-Id";

    /** Before everything else, so that nothing is logged without the id. */
    private static final int FIRST = 10_000;

    void register(@Observes Filters filters) {
        filters.register(this::trace, FIRST);
    }

    private void trace(RoutingContext context) {
        var request = context.request();
        var id = id(request);
        MDC.put("requestId", id);
        var response = context.response();
        response.putHeader(HEADER, id);
        response.putHeader("X-Tocsin-Version", Build.current().version());
        context.next();
    }

    /** Another's id is taken only if it cannot break a log line or a header. */
    private static String id(HttpServerRequest request) {
        var given = request.getHeader(HEADER);
        return given != null && given.length() <= 128 && given.chars().allMatch(RequestTrace::harmless)
                ? given
                : random().toString();
    }

    /** It has to be another each time, and is no secret: of those that are, each takes a turn at a lock. */
    private static UUID random() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static boolean harmless(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }
}
