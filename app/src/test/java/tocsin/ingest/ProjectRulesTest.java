package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.event.Payload;
import tocsin.sentry.MinidumpTest;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** What a project chose on its pages, seen in what ingest stores. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ProjectRulesTest {

    private Samples.Project project;
    private Reader reader;
    private String pages;
    private String api;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        pages = "/" + project.organization().slug() + "/web/settings";
        api = "/api/v1/organizations/" + project.organization().slug() + "/projects/web";
    }

    @Test
    void byDefaultASecretIsNowhere() {
        send("Boom", "password=hunter2 for 4111 1111 1111 1111");

        assertThat(stored()).contains("password=[Filtered] for [Filtered]").doesNotContain("hunter2", "4111 1111");
        assertThat(title()).contains("[Filtered]").doesNotContain("hunter2", "4111 1111");
    }

    @Test
    void aRuleThatWasSavedOnThePageIsKept() {
        reader.page()
                .formParam("on", "on", "defaults")
                .formParam("sensitiveFields", "nickname\n\n")
                .formParam("kind", "PATTERN", "FIELD")
                .formParam("expression", "C-\\d{5}", "")
                .formParam("action", "MASK", "HASH")
                .post(pages + "/privacy")
                .then()
                .statusCode(303);

        send("Boom", "customer C-12345 has password=hunter2");

        assertThat(stored()).contains("customer *******").doesNotContain("hunter2", "C-12345");
        reader.page()
                .get(pages + "/privacy")
                .then()
                .statusCode(200)
                .body(containsString("C-\\d{5}"))
                .body(containsString("nickname"));
    }

    @Test
    void aPreviewShowsWhatWouldGoAndSavesNothing() {
        send("Boom", "customer C-12345");

        reader.page()
                .formParam("on", "on", "defaults")
                .formParam("kind", "PATTERN")
                .formParam("expression", "C-\\d{5}")
                .formParam("action", "REPLACE")
                .post(pages + "/privacy/preview")
                .then()
                .statusCode(200)
                .body(containsString("exception.values.0.value"))
                .body(containsString("customer C-12345"))
                .body(containsString("tried on the newest events of 1 issue, and not saved"))
                .body(containsString("customer [Filtered]"));

        reader.api().get(api + "/privacy").then().statusCode(200).body("rules.size()", equalTo(0));
    }

    @Test
    void aPreviewOfNothingSaysSo() {
        reader.page()
                .formParam("on", "on")
                .post(pages + "/privacy/preview")
                .then()
                .statusCode(200)
                .body(containsString("no events to try it on"));
    }

    @Test
    void anExpressionThatIsNoneIsRefused() {
        for (var path : new String[] {"/privacy", "/privacy/preview"}) {
            reader.page()
                    .formParam("on", "on")
                    .formParam("kind", "PATTERN")
                    .formParam("expression", "C-(\\d")
                    .post(pages + path)
                    .then()
                    .statusCode(422)
                    .body(containsString("No regular expression"))
                    .body(containsString("C-(\\d"));
        }
        reader.api()
                .contentType(ContentType.JSON)
                .body("{\"rules\":[{\"kind\":\"PATTERN\",\"expression\":\"x*\",\"action\":\"MASK\"}]}")
                .put(api + "/privacy")
                .then()
                .statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/privacy|{\"rules\":[{}]}",
                "/privacy|{\"rules\":[null]}",
                "/privacy|{\"sensitiveFields\":[null]}",
                "/privacy|{\"safeFields\":[null]}",
                "/filters|{\"releases\":[null]}"
            })
    void whatIsMissingInAListIsToldAndNoDefect(String path, String body) {
        reader.api()
                .contentType(ContentType.JSON)
                .body(body)
                .put(api + path)
                .then()
                .statusCode(400);
    }

    @Test
    void aProjectThatWantsItAllGetsItAll() {
        reader.page()
                .formParam("on", "defaults")
                .post(pages + "/privacy")
                .then()
                .statusCode(303);

        send("Boom", "password=hunter2");

        assertThat(stored()).contains("password=hunter2");
    }

    @Test
    void theClientsOfSentrySetTheSameThing() {
        var path = "/api/0/projects/" + project.organization().slug() + "/web/";
        reader.api()
                .contentType(ContentType.JSON)
                .body("{\"dataScrubber\":true,\"sensitiveFields\":[\"nick\"],\"safeFields\":[\"token\"],"
                        + "\"scrubIPAddresses\":true,\"somethingElse\":1}")
                .put(path)
                .then()
                .statusCode(200)
                .body("sensitiveFields", hasItems("nick"))
                .body("dataScrubberDefaults", equalTo(true));

        reader.api()
                .get(path)
                .then()
                .body("safeFields", hasItems("token"))
                .body("scrubIPAddresses", equalTo(true))
                .body("slug", equalTo("web"));
        send("Boom", "from 10.1.2.3");
        assertThat(stored()).contains("from [Filtered]");
    }

    @Test
    void anUnwantedEventIsCountedAndNotStored() {
        reader.page()
                .formParam("on", "crawlers")
                .formParam("messages", "*ResizeObserver*\n")
                .post(pages + "/filters")
                .then()
                .statusCode(303);

        send("Error", "ResizeObserver loop");
        send("Error", "another");

        assertThat(outcome("filtered", "error-message")).isEqualTo(1);
        assertThat(outcome("stored", "")).isEqualTo(1);
        reader.page().get(pages + "/filters").then().statusCode(200).body(containsString("*ResizeObserver*"));
        reader.api()
                .get(api + "/filters")
                .then()
                .body("crawlers", equalTo(true))
                .body("localhost", equalTo(false));
    }

    @Test
    void filesOfAnUnwantedEventAreNotStoredWhereverTheyStand() {
        reader.page()
                .formParam("messages", "*ResizeObserver*\n")
                .post(pages + "/filters")
                .then()
                .statusCode(303);
        var file = "{\"type\":\"attachment\",\"length\":5,\"filename\":\"%s.txt\"}\nhello\n";
        var event = new String(
                Envelopes.of(Envelopes.id(), Envelopes.exception("Error", "ResizeObserver loop")),
                StandardCharsets.UTF_8);
        var item = event.indexOf('\n') + 1;

        given().contentType("application/x-sentry-envelope")
                .queryParam("sentry_key", project.key())
                .body((event.substring(0, item)
                                + file.formatted("before")
                                + event.substring(item)
                                + file.formatted("after"))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);

        assertThat(Samples.<Long>query("select count(*) from attachment where project_id = ?", project.id()))
                .isZero();
        assertThat(outcome("filtered", "error-message"))
                .as("an event, and the bytes of its files")
                .isEqualTo(1 + 5 + 5);
        assertThat(outcome("stored", "")).isZero();
    }

    @Test
    void aDumpOfAnUnwantedCrashIsNotStored() {
        var dump = MinidumpTest.dump();
        reader.page()
                .formParam("messages", "*EXCEPTION_ACCESS_VIOLATION*\n")
                .post(pages + "/filters")
                .then()
                .statusCode(303);

        given().queryParam("sentry_key", project.key())
                .multiPart("upload_file_minidump", "crash.dmp", dump, "application/octet-stream")
                .post("/api/" + project.id() + "/minidump/")
                .then()
                .statusCode(200);

        assertThat(Samples.<Long>query("select count(*) from attachment where project_id = ?", project.id()))
                .isZero();
        assertThat(outcome("filtered", "error-message")).isEqualTo(1 + dump.length);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        reader.page()
                .formParam("addresses", "10.0.0.0/8\nexample.com")
                .post(pages + "/filters")
                .then()
                .statusCode(422)
                .body(containsString("neither an IP address nor a network"));
    }

    @Test
    void aChangeTakesEffectWithinSeconds() {
        send("Boom", "one");

        reader.api()
                .contentType(ContentType.JSON)
                .body("{\"messages\":[\"two\"]}")
                .put(api + "/filters")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    send("Boom", "two");
                    return outcome("filtered", "error-message") > 0;
                });
    }

    private void send(String type, String value) {
        given().contentType("application/x-sentry-envelope")
                .queryParam("sentry_key", project.key())
                .body(Envelopes.of(Envelopes.id(), Envelopes.exception(type, value)))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
    }

    private String stored() {
        byte[] payload = Samples.query("select payload from event where project_id = ?", project.id());
        int format = Samples.<Integer>query("select payload_format::int from event where project_id = ?", project.id());
        return Payload.decode(format, payload, Instant.now()).raw().toString();
    }

    private String title() {
        return Samples.query("select type || ': ' || value from issue where project_id = ?", project.id());
    }

    private long outcome(String outcome, String reason) {
        return Samples.<Number>query(
                        "select coalesce(sum(quantity), 0) from outcome_hour where project_id = ? and outcome = ?"
                                + " and reason = ?",
                        project.id(),
                        outcome,
                        reason)
                .longValue();
    }
}
