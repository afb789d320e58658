package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.digest.Incoming;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;
import tocsin.web.ClientAddress;

/** Requests that arrive while a server ends: there is another soon, so they are to come again. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class EndingTest {

    private static final int CHUNKS = 1_000;

    @Inject
    Endpoints endpoints;

    @Inject
    ClientAddress clients;

    @Inject
    MeterRegistry metrics;

    @Inject
    Vertx vertx;

    private final Samples.Project project = Samples.project();
    private final Room room = new Room(CHUNKS, CHUNKS);
    private HttpServer server;
    private IngestRoutes routes;

    @BeforeEach
    void start() {
        routes = new IngestRoutes(endpoints, room, clients, new Incoming(), metrics);
        var router = Router.router(vertx);
        routes.register(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoIsKnownIsAskedToComeAgain() {
        send(project.key(), "it broke").statusCode(200);

        routes.stop(new ShutdownEvent());

        isAskedToComeAgain(send(project.key(), "it broke"));
    }

    /** Who that is the database would have to be asked. */
    @Test
    void whoIsNotKnownYetIsAskedToComeAgain() {
        routes.stop(new ShutdownEvent());

        isAskedToComeAgain(send(Envelopes.id(), "it broke"));
    }

    @Test
    void whoIsStillSendingIsAskedToComeAgainOnAnotherConnection() {
        routes.stop(new ShutdownEvent());

        isAskedToComeAgain(send(project.key(), "it broke ".repeat(100_000))).header("Connection", "close");
    }

    private ValidatableResponse isAskedToComeAgain(ValidatableResponse answer) {
        answer.statusCode(503).header("Retry-After", notNullValue()).body(containsString("temporarily unavailable"));
        assertThat(room.share().grow(CHUNKS * 4096L))
                .as("what it had read is given back")
                .isTrue();
        return answer;
    }

    private ValidatableResponse send(String key, String value) {
        return given().baseUri("http://127.0.0.1")
                .port(server.actualPort())
                .body(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", value)))
                .queryParam("sentry_key", key)
                .post("/api/" + project.id() + "/envelope/")
                .then();
    }
}
