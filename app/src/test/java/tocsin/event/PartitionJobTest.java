package tocsin.event;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class PartitionJobTest {

    @Inject
    PartitionJob job;

    /** A server that was off for a fortnight finds no leaf of yesterday, where repetitions are looked for. */
    @Test
    void yesterdaysLeafIsMadeToo() {
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        Samples.execute("drop table event_" + DateTimeFormatter.BASIC_ISO_DATE.format(yesterday));
        soon(() ->
                given().get("/ready").then().statusCode(503).body("reasons[0]", containsString(yesterday.toString())));

        job.run();

        soon(() -> given().get("/ready").then().statusCode(200));
    }

    /** What was seen at /ready holds for a second. */
    private static void soon(ThrowingRunnable claim) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(claim);
    }
}
