package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class OutcomePagesTest {

    private Samples.Project project;
    private Reader reader;
    private String page;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        page = "/" + project.organization().slug() + "/web/settings/outcomes";
    }

    @Test
    void whatWasNotStoredIsCountedBesideWhatWas() {
        send(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke")));
        send("{}\n{\"type\":\"profile\",\"length\":2}\n{}\n".getBytes(StandardCharsets.UTF_8));

        reader.page()
                .get(page)
                .then()
                .statusCode(200)
                .body(containsString("stored"))
                .body(containsString("not_stored"))
                .body(containsString("profile"));
    }

    @Test
    void whatTheSdkThrewAwayStandsBesideIt() {
        send(("{}\n{\"type\":\"client_report\"}\n{\"discarded_events\":[{\"reason\":\"ratelimit_backoff\","
                        + "\"category\":\"error\",\"quantity\":77}]}\n")
                .getBytes(StandardCharsets.UTF_8));

        reader.page()
                .get(page)
                .then()
                .statusCode(200)
                .body(containsString("Thrown away by the programs themselves"))
                .body(containsString("ratelimit_backoff"))
                .body(containsString("77"));
    }

    @Test
    void theReaderChoosesRangeKeyAndKindAndSeesHours() {
        var hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        OutcomeApiTest.count(project, hour, "error", "stored", "", project.keyId(), 4001);
        OutcomeApiTest.count(project, hour, "error", "filtered", "crawlers", project.keyId(), 1);
        OutcomeApiTest.count(project, hour, "error", "client_discarded", "backoff", project.keyId(), 77);
        OutcomeApiTest.count(project, hour, "log_item", "not_stored", "", project.keyId() + 1, 5003);
        OutcomeApiTest.count(project, hour.minus(40, ChronoUnit.DAYS), "error", "stored", "", project.keyId(), 6007);
        var time = DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(hour);

        var day = reader.page().get(page + "?range=24h").asString();
        var quarter = reader.page().get(page + "?range=90d").asString();
        var key = reader.page().get(page + "?key=" + project.keyId()).asString();
        var kind = reader.page().get(page + "?category=log_item").asString();

        assertThat(day)
                .contains("<th scope=\"row\">" + time + "</th><td class=\"num\">4,002</td><td class=\"num\">4,001</td>"
                        + "<td class=\"num\">1</td><td class=\"num\">77</td>")
                .doesNotContain("6,007");
        assertThat(quarter).contains(">6,007<");
        assertThat(key).contains("title=\"4,001 items\"").doesNotContain("5,003");
        assertThat(kind).contains(">5,003<").doesNotContain("4,001");
    }

    @Test
    void aProjectWithoutDataSaysSo() {
        reader.page().get(page).then().statusCode(200).body(containsString("Nothing was sent"));
    }

    @Test
    void anUnprocessedEventIsShownAndTriedAgain() {
        var raw = Envelopes.exception("Boom", "it broke").getBytes(StandardCharsets.UTF_8);
        var id = Samples.<Long>query(
                "insert into unprocessed_event (tenant_id, project_id, key_id, event_id, received_at, error, raw)"
                        + " values (?, ?, ?, gen_random_uuid(), now(), '<b>a defect</b>', ?) returning id",
                project.tenant(),
                project.id(),
                project.keyId(),
                raw);

        reader.page().get(page).then().body(containsString("&lt;b&gt;a defect")).body(containsString("Try again"));
        reader.page().post(page + "/unprocessed/" + id + "/retry").then().statusCode(303);

        assertThat(Samples.<Long>query("select count(*) from unprocessed_event where project_id = ?", project.id()))
                .isZero();
        assertThat(Samples.<Long>query("select count(*) from issue where project_id = ?", project.id()))
                .isEqualTo(1);
    }

    @Test
    void oneThatIsNotThereCannotBeTriedAgain() {
        reader.page().post(page + "/unprocessed/4711/retry").then().statusCode(404);
    }

    @Test
    void whoIsErasedIsNotSaidToBeStored() {
        var id = Samples.<Long>query(
                "insert into unprocessed_event (tenant_id, project_id, key_id, event_id, received_at, error, raw)"
                        + " values (?, ?, ?, gen_random_uuid(), now() - interval '1 minute', 'x', ?) returning id",
                project.tenant(),
                project.id(),
                project.keyId(),
                Envelopes.exception("Boom", "it broke").getBytes(StandardCharsets.UTF_8));
        Samples.execute(
                "insert into erasure (tenant_id, kind, mark, finished_at) values (?, 'ID', ?, now())",
                project.tenant(),
                new Subject(Subject.Kind.ID, "7").mark());

        var flash = reader.page()
                .post(page + "/unprocessed/" + id + "/retry")
                .then()
                .statusCode(303)
                .extract()
                .cookies();

        reader.page().cookies(flash).get(page).then().body(containsString("was left out and is gone"));
    }

    private void send(byte[] envelope) {
        RestAssured.given()
                .header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .body(envelope)
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
    }
}
