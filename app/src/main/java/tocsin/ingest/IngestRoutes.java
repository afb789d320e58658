package tocsin.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import tocsin.digest.Busy;
import tocsin.digest.Incoming;
import tocsin.web.ClientAddress;

/**
 * The endpoints that programs send to. An answer of 200 means that the event is committed, or synced to the spool.
 *
 * <p>They are no resource methods, as everything else is: at thousands of requests a second, the way from the socket to
 * such a method and back costs more than the event. Here the event loop collects the body, as many threads as there are
 * processors take it apart, and nobody waits for the commit.
 */
@ApplicationScoped
class IngestRoutes {

    private static final Logger ACCESS = Logger.getLogger("tocsin.access");

    private static final String ALLOWED_HEADERS = "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer,"
            + " accept, content-type, authentication, authorization, content-encoding, transfer-encoding,"
            + " sentry-trace, baggage";

    /** Before the resource methods, whose template for pages would fit as well. */
    private static final int ORDER = 10;

    /** So long an answer may take to reach a sender who is still sending, before the connection is cut. */
    private static final long LINGER_MILLIS = 2_000;

    private final Endpoints endpoints;
    private final MeterRegistry metrics;
    private final Map<Integer, Counter> answers = new ConcurrentHashMap<>();
    private final Room room;
    private final ClientAddress clients;
    private final Incoming incoming;

    private final Turns turns = new Turns(Runtime.getRuntime().availableProcessors(), "ingest-");
    /** Who reads a body that is still arriving waits for its sender; who is not known yet, for the database. */
    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();

    IngestRoutes(Endpoints endpoints, Room room, ClientAddress clients, Incoming incoming, MeterRegistry metrics) {
        this.endpoints = endpoints;
        this.room = room;
        this.clients = clients;
        this.incoming = incoming;
        this.metrics = metrics;
    }

    void register(@Observes Router router) {
        for (var endpoint : endpoints.all()) {
            serve(router, endpoint);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        turns.stop();
        waiters.shutdown();
    }

    private void serve(Router router, Endpoints.Endpoint endpoint) {
        var methods = new TreeMap<>(endpoint.methods());
        var allowed = String.join(", ", methods.keySet()) + ", OPTIONS";
        for (var path : new String[] {endpoint.path(), endpoint.path() + "/"}) {
            methods.forEach((method, taking) -> {
                var route = method + " " + endpoint.name();
                router.route(HttpMethod.valueOf(method), path)
                        .order(ORDER)
                        .handler(context -> take(context, route, endpoint, taking));
            });
            router.options(path).order(ORDER).handler(context -> preflight(context, allowed));
            router.route(path)
                    .order(ORDER)
                    .handler(context -> send(context, endpoint.manner().wrongMethod(allowed), true));
        }
    }

    private void take(RoutingContext context, String route, Endpoints.Endpoint endpoint, Taking taking) {
        var request = context.request();
        var sender = Sender.of(request, clients.of(request));
        var traced = new Traced(route, (String) MDC.get("requestId"));
        var eventLoop = Vertx.currentContext();
        var most = Decoding.most(sender.contentEncoding());
        if (declaredLength(request) > most) {
            var refused = new IngestRefused(413, "body larger than " + most + " bytes");
            send(context, endpoint.manner().refused(refused), false);
            return;
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            context.response().writeContinue();
        }
        // Who has to be looked up waits for the database, which those who are known do not.
        new RequestBody(request, eventLoop, room, body -> {
                    Runnable work = () -> process(context, eventLoop, traced, sender, body, taking, endpoint.manner());
                    var turn = body.isWhole() ? endpoint.turn().apply(sender) : Optional.<Turns.Whose>empty();
                    try {
                        if (turn.isPresent()) {
                            inTurn(turn.get(), work);
                        } else {
                            waiters.execute(work);
                        }
                    } catch (RejectedExecutionException e) {
                        body.close();
                        send(context, endpoint.manner().refused(new Busy("this process ends")), body.isWhole());
                    }
                })
                .receive();
    }

    private void inTurn(Turns.Whose turn, Runnable work) {
        // The next batch waits for it, as it will be done in a moment
        incoming.begin();
        try {
            turns.execute(turn, () -> {
                try {
                    work.run();
                } finally {
                    incoming.end();
                }
            });
        } catch (RejectedExecutionException e) {
            incoming.end();
            throw e;
        }
    }

    /** What the request says itself; 0 when it says nothing that can be understood. */
    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || length.length() > 18 ? 0 : Long.parseLong(length);
    }

    /** What all log lines of a request carry; the event loop's know the id by themselves. */
    private record Traced(String route, String requestId) {

        void begin() {
            MDC.put("route", route);
            if (requestId != null) {
                MDC.put("requestId", requestId);
            }
        }

        /** @return the tenant, if it was found */
        String end() {
            var tenant = (String) MDC.get("tenant");
            MDC.remove("route");
            MDC.remove("requestId");
            MDC.remove("tenant");
            return tenant;
        }

        void answered(int status, String tenant) {
            if (ACCESS.isDebugEnabled()) {
                MDC.put("route", route);
                if (tenant != null) {
                    MDC.put("tenant", tenant);
                }
                ACCESS.debugf("%d", status);
            }
        }
    }

    private void process(
            RoutingContext context,
            Context eventLoop,
            Traced traced,
            Sender sender,
            RequestBody body,
            Taking taking,
            Manner manner) {
        CompletableFuture<Answer> taken;
        String tenant;
        boolean whole;
        traced.begin();
        try (body) {
            taken = taking.of(new Asked(context.pathParams(), sender), body);
        } catch (IOException | RuntimeException | Error e) {
            taken = CompletableFuture.failedFuture(e);
        } finally {
            whole = body.isWhole();
            tenant = traced.end();
        }
        taken.whenComplete((good, failure) -> {
            var answer = failure == null ? good : manner.refused(failure);
            eventLoop.runOnContext(now -> {
                send(context, answer, whole);
                traced.answered(answer.status(), tenant);
            });
        });
    }

    private void send(RoutingContext context, Answer answer, boolean whole) {
        answers.computeIfAbsent(
                        answer.status(),
                        status -> metrics.counter("tocsin.ingest.requests", "status", String.valueOf(status)))
                .increment();
        var response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        cors(response)
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.type())
                // Nothing to gain from compressing a line.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        answer.headers().forEach(response::putHeader);
        if (!whole) {
            // The rest of the body is not wanted, so the connection is of no more use.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.vertx().setTimer(LINGER_MILLIS, late -> context.request()
                    .connection()
                    .close());
        }
        response.end(Buffer.buffer(answer.body()));
    }

    private static void preflight(RoutingContext context, String allowed) {
        cors(context.response())
                .putHeader("Access-Control-Allow-Methods", allowed)
                .putHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                .putHeader("Access-Control-Max-Age", "3600")
                .end();
    }

    /** Lets a browser read the answer. */
    private static HttpServerResponse cors(HttpServerResponse response) {
        return response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Expose-Headers", "x-sentry-error, x-sentry-rate-limits, retry-after")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
}
