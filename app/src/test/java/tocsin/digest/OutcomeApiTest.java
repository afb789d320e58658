package tocsin.digest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class OutcomeApiTest {

    private final Samples.Project project = Samples.project();
    private final Reader reader = Reader.of(project.organization());
    private final String api = "/api/v1/organizations/" + project.organization().slug() + "/projects/web/outcomes";

    @Test
    void whatWasSentStandsThereWithItsKey() {
        given().header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .body(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke")))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);

        ask("").then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].category", equalTo("error"))
                .body("[0].outcome", equalTo("stored"))
                .body("[0].reason", equalTo(""))
                .body("[0].key", equalTo((int) project.keyId()))
                .body("[0].count", equalTo(1));
    }

    @Test
    void hoursAreAddedUpToDaysAndChosenByTimeKeyAndCategory() {
        count("2026-05-01T10:00:00Z", "error", "stored", "", 7, 40);
        count("2026-05-01T11:00:00Z", "error", "stored", "", 7, 2);
        count("2026-05-01T11:00:00Z", "error", "rate_limited", "spike", 0, 5);
        count("2026-05-01T11:00:00Z", "log_item", "not_stored", "", 8, 9);
        count("2026-05-02T00:00:00Z", "error", "stored", "", 7, 100);

        ask("?interval=day&from=2026-05-01T09:30:00Z&to=2026-05-02T00:00:00Z")
                .then()
                .body("time", contains("2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z"))
                .body("reason", contains("spike", "", ""))
                .body("key", contains(nullValue(), equalTo(7), equalTo(8)))
                .body("count", contains(5, 42, 9));
        ask("?from=2026-05-01T11:59:00%2B01:00&to=2026-05-02T01:00:00Z&key=7")
                .then()
                .body("time", contains("2026-05-01T10:00:00Z", "2026-05-01T11:00:00Z", "2026-05-02T00:00:00Z"))
                .body("count", contains(40, 2, 100));
        ask("?from=2026-05-01T00:00:00Z&to=2026-05-03T00:00:00Z&category=log_item")
                .then()
                .body("count", contains(9));
    }

    @Test
    void aLongListComesInSlices() {
        for (var key = 1; key <= 150; key++) {
            count("2026-05-01T10:00:00Z", "error", "stored", "", key, key);
        }
        var day = "?from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z";

        var first = ask(day);
        var second = ask(day + "&cursor=100");

        assertThat(first.jsonPath().getList("key", Integer.class)).hasSize(100).endsWith(100);
        assertThat(first.header("Link")).contains("rel=\"next\"; results=\"true\"; cursor=\"100\"");
        assertThat(second.jsonPath().getList("key", Integer.class)).hasSize(50).startsWith(101);
        assertThat(second.header("Link")).contains("rel=\"next\"; results=\"false\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=-999999999-01-01T00:00:00Z",
                "from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z",
                "from=2026-05-01T00:00:00Z&to=2026-06-03T00:00:00Z",
                "interval=day&from=2024-05-01T00:00:00Z&to=2026-05-01T00:00:00Z",
                "interval=week",
                "key=mine",
                "category=crash",
                "cursor=last"
            })
    void whatCannotBeAnsweredSaysWhy(String query) {
        ask("?" + query).then().statusCode(400).body("detail", containsString(" "));
    }

    @Test
    void itIsForThoseWhoMaySeeTheProject() {
        var stranger = Reader.of(Samples.organization());
        var outside = Reader.of(project.organization(), "MEMBER");
        var denied = Reader.of(project.organization());
        Samples.execute("update api_token set scopes = '{event:read}' where user_id = ?", denied.user());
        var foreign = Samples.project();
        count(foreign, Instant.now().truncatedTo(ChronoUnit.HOURS), "error", "stored", "", project.keyId(), 3);

        stranger.api().get(api).then().statusCode(404);
        outside.api().get(api).then().statusCode(404);
        denied.api().get(api).then().statusCode(403);
        given().get(api).then().statusCode(401);
        ask("?key=" + project.keyId()).then().statusCode(200).body("$", hasSize(0));
    }

    private Response ask(String query) {
        return reader.api().urlEncodingEnabled(false).get(api + query);
    }

    private void count(String hour, String category, String outcome, String reason, long key, long quantity) {
        count(project, Instant.parse(hour), category, outcome, reason, key, quantity);
    }

    static void count(
            Samples.Project project,
            Instant hour,
            String category,
            String outcome,
            String reason,
            long key,
            long quantity) {
        Samples.execute(
                "insert into outcome_hour (tenant_id, project_id, hour, category, outcome, reason, key_id, quantity)"
                        + " values (?, ?, ?::timestamptz, ?, ?, ?, ?, ?)",
                project.tenant(),
                project.id(),
                hour.toString(),
                category,
                outcome,
                reason,
                key,
                quantity);
    }
}
