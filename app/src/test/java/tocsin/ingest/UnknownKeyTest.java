package tocsin.ingest;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Keys that nobody can look up: an SDK that is told 403 throws its events away for good. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class UnknownKeyTest {

    private static final String EVENT = Envelopes.exception("Boom", "it broke");
    private static final String NOBODYS = "d".repeat(32);

    private final Samples.Project project = Samples.project();

    @Test
    void whileTheDatabaseIsAwayTheyAreAskedToComeBackAndNotSentAway() {
        try {
            IngestDatabase.away();
            // One that is good but was never seen here, and one that nobody has.
            for (var key : List.of(project.key(), NOBODYS, project.key(), NOBODYS)) {
                envelope(key).statusCode(503).header("Retry-After", matchesPattern("[1-9]\\d*"));
                Envelopes.request()
                        .queryParam("sentry_key", key)
                        .body(EVENT.getBytes(StandardCharsets.UTF_8))
                        .post("/api/" + project.id() + "/store/")
                        .then()
                        .statusCode(503)
                        .header("Retry-After", matchesPattern("[1-9]\\d*"));
            }
        } finally {
            IngestDatabase.back();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> envelope(project.key()).statusCode(200));
        envelope(NOBODYS).statusCode(403);
    }

    private ValidatableResponse envelope(String key) {
        return Envelopes.request()
                .queryParam("sentry_key", key)
                .body(Envelopes.of(Envelopes.id(), EVENT))
                .post("/api/" + project.id() + "/envelope/")
                .then();
    }
}
