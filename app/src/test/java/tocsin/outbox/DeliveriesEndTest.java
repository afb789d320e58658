package tocsin.outbox;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** However much a busy project's targets get, little of it stays, and a target can be deleted. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DeliveriesEndTest {

    @Inject
    OutboxJob job;

    private final Samples.Project project = Samples.project();
    private final String token = People.token(project.organization(), Role.OWNER);
    private final long forward = Samples.<Long>query(
            "insert into forward (tenant_id, project_id, kind, name, address, secret, opened, regressed, every_event,"
                    + " status) values (?, ?, 'WEBHOOK', 'Hook', 'http://127.0.0.1:1/', 'key', true, false, true,"
                    + " 'DISABLED') returning id",
            project.tenant(),
            project.id());

    /** One of its deliveries is held, as it is while somebody sends it or cleans up: a cascade would wait for that. */
    @Test
    void aTargetThatGotALotIsOutOfSightAtOnceAndItsDeliveriesGoAfterwards() throws Exception {
        deliveries("OPENED", "SENT", 12_000, "1 minute");
        try (var other = Postgres.superuser()) {
            other.setAutoCommit(false);
            try (var held = other.prepareStatement("select from delivery where forward_id = ? limit 1 for update")) {
                held.setLong(1, forward);
                held.executeQuery();
            }
            var deleted = java.util.concurrent.CompletableFuture.supplyAsync(
                    () -> api().delete(at("/projects/web/forwards/" + forward)).statusCode());
            assertThat(deleted).succeedsWithin(java.time.Duration.ofSeconds(10)).isEqualTo(204);
            other.rollback();
        }

        api().get(at("/projects/web/forwards")).then().statusCode(200).body("$", hasSize(0));
        api().post(at("/projects/web/forwards/" + forward + "/samples")).then().statusCode(404);
        assertThat(Samples.<String>query("select coalesce(max(secret), '') from forward where id = ?", forward))
                .isEmpty();
        job.tidy();
        await().atMost(20, SECONDS).until(() -> count("delivery", "forward_id") == 0 && count("forward", "id") == 0);
    }

    @Test
    void deliveriesOfADeletedTargetAreNotShown() {
        deliveries("OPENED", "SENT", 3, "1 minute");
        api().get(at("/deliveries")).then().body("$", hasSize(3));

        api().delete(at("/projects/web/forwards/" + forward)).then().statusCode(204);

        api().get(at("/deliveries")).then().statusCode(200).body("$", hasSize(0));
    }

    @Test
    void eventsThatWereTakenAreForgottenSoonAndNothingElseIs() {
        deliveries("STORED", "SENT", 7, "2 hours");
        deliveries("STORED", "GIVEN_UP", 2, "2 hours");
        deliveries("STORED", "SENT", 1, "10 minutes");
        deliveries("OPENED", "SENT", 1, "2 hours");

        job.tidy();

        await().atMost(20, SECONDS).until(() -> count("delivery", "forward_id") == 4);
    }

    @Test
    void aHundredSmallBatchesAreFewDeliveries() {
        Samples.execute(
                "update forward set status = 'ACTIVE', retry_at = now() + interval '1 hour' where id = ?", forward);

        Samples.execute(
                "insert into outbox (tenant_id, project_id, kind, events, happened_at)"
                        + " select ?, ?, 'STORED', uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), now()"
                        + " from generate_series(1, 100) n",
                project.tenant(),
                project.id());

        await().atMost(20, SECONDS)
                .until(
                        () -> Samples.<Long>query(
                                "select sum(length(events)) from delivery where forward_id = ?", forward),
                        bytes -> bytes != null && bytes == 200 * 16);
        assertThat(count("delivery", "forward_id")).isLessThanOrEqualTo(4);
        assertThat(Samples.<Integer>query("select max(length(events)) from delivery where forward_id = ?", forward))
                .isLessThanOrEqualTo(100 * 16);
    }

    private void deliveries(String kind, String state, int quantity, String age) {
        Samples.execute(
                "insert into delivery (tenant_id, project_id, forward_id, kind, subject, state, finished_at)"
                        + " select ?, ?, ?, ?, 'x', ?, now() - ?::interval from generate_series(1, ?) n",
                project.tenant(),
                project.id(),
                forward,
                kind,
                state,
                age,
                quantity);
    }

    private long count(String table, String column) {
        return Samples.<Long>query("select count(*) from " + table + " where " + column + " = ?", forward);
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private String at(String path) {
        return "/api/v1/organizations/" + project.organization().slug() + path;
    }
}
