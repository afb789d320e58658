package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static tocsin.testing.Envelopes.uuid;
import static tocsin.testing.Samples.outcome;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.sentry.MinidumpTest;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** The addresses beside envelopes: who may send there, what is answered, and what comes of it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class EndpointsTest {

    @Inject
    Endpoints endpoints;

    private Samples.Project project;

    @BeforeEach
    void newProject() {
        project = Samples.project();
    }

    @Test
    void noAddressTakesAnythingWithoutAKeyOfItsProject() {
        var stranger = Samples.project();
        for (var endpoint : endpoints.all()) {
            for (var method : endpoint.methods().keySet()) {
                var as = method + " " + endpoint.path();
                if (!endpoint.path().contains(":key")) {
                    assertThat(ask(method, endpoint, null).statusCode()).as(as).isEqualTo(401);
                }
                assertThat(ask(method, endpoint, "0".repeat(32)).statusCode())
                        .as(as + " with an unknown key")
                        // A sensor has a token; a key is nothing to it.
                        .isEqualTo(endpoint.manner() == Manner.PROBLEM ? 401 : 403);
                if (endpoint.path().contains(":project")) {
                    assertThat(ask(method, endpoint, stranger.key()).statusCode())
                            .as(as + " with the key of another project")
                            .isEqualTo(403);
                }
            }
        }
        assertThat(Samples.<Long>query(
                        "select count(*) from outcome_hour where tenant_id in (?, ?)",
                        project.tenant(),
                        stranger.tenant()))
                .isZero();
    }

    @Test
    void everyAddressTellsBrowsersWhatTheyMaySend() {
        for (var endpoint : endpoints.all()) {
            for (var slash : new String[] {"", "/"}) {
                given().header("Origin", "https://shop.example")
                        .options(filled(endpoint, project.key()) + slash)
                        .then()
                        .statusCode(200)
                        .header("Access-Control-Allow-Origin", "*")
                        .header("Access-Control-Allow-Methods", containsString("POST"));
            }
            given().delete(filled(endpoint, project.key()))
                    .then()
                    .statusCode(405)
                    .header("Allow", notNullValue())
                    .header("Access-Control-Allow-Origin", "*");
        }
    }

    private Response ask(String method, Endpoints.Endpoint endpoint, String key) {
        var request = given().header("Accept", "*/*").contentType("application/json");
        if (key != null && !endpoint.path().contains(":key")) {
            request = request.queryParam("sentry_key", key);
        }
        if (method.equals("POST")) {
            request = request.body("{}");
        }
        return request.request(method, filled(endpoint, key));
    }

    private String filled(Endpoints.Endpoint endpoint, String key) {
        return endpoint.path()
                .replace(":project", Long.toString(project.id()))
                .replace(":event", "9ec79c33ec9942ab8353589fcb2e04dc")
                .replace(":slug", "nightly")
                .replace(":key", String.valueOf(key));
    }

    @Test
    void aBrokenContentPolicyBecomesAnIssueThatSaysWhatWasBlocked() {
        var report = """
                {"csp-report":{"document-uri":"https://shop.example/cart?id=%d","violated-directive":"script-src 'self'",\
                "effective-directive":"script-src-elem","blocked-uri":"https://evil.example/x.js","referrer":""}}""";
        for (int page = 0; page < 2; page++) {
            post("security", "application/csp-report", report.formatted(page).getBytes())
                    .statusCode(200)
                    .body(is(""));
        }
        post("csp-report", "text/plain", "{}".getBytes()).statusCode(415);
        post("security", "application/json", "[]".getBytes()).statusCode(400);

        assertThat(Samples.<String>query(
                        "select type || '|' || culprit || '|' || event_count from issue where project_id = ?",
                        project.id()))
                .isEqualTo("Blocked 'script' from 'evil.example'|script-src-elem|2");
        assertThat(Samples.<String>query("select environment from event where project_id = ? limit 1", project.id()))
                .isEqualTo("shop");
    }

    /** Browsers differ in what they call a report, and each of these was sent once. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/expect-ct-report      | {"expect-ct-report":{"hostname":"shop.example"}} | Expect-CT failed for 'shop.example'
            application/expect-ct-report+json | {"expect-ct-report":{"hostname":"shop.example"}} | Expect-CT failed for 'shop.example'
            application/expect-staple-report  | {"expect-staple-report":{"hostname":"shop.example"}} | Expect-Staple failed for 'shop.example'
            application/hpkp-report           | {"hostname":"shop.example","known-pins":[]} | Public key pinning failed for 'shop.example'
            application/json                  | {"hostname":"shop.example","known-pins":[]} | Public key pinning failed for 'shop.example'
            application/reports+json          | [{"type":"csp-violation","body":{"effectiveDirective":"img-src","blockedURL":"https://evil.example/x"}}] | Blocked 'img' from 'evil.example'
            """)
    void eachKindOfReportBecomesAnIssue(String type, String report, String title) {
        post("security", type, report.getBytes()).statusCode(200).body(is(""));

        assertThat(Samples.<String>query("select type from issue where project_id = ?", project.id()))
                .isEqualTo(title);
    }

    @Test
    void anArchiveOfACrashIsAnsweredWithAnIdAndCounted() {
        given().contentType("application/octet-stream")
                .body(new byte[] {1, 2, 3})
                .post("/api/" + project.id() + "/unreal/" + project.key() + "/")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(matchesPattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));

        assertThat(Samples.<Long>query(
                        "select quantity from outcome_hour where tenant_id = ? and category = 'error'"
                                + " and outcome = 'not_stored' and reason = 'unreal_report'",
                        project.tenant()))
                .isEqualTo(1);
    }

    @Test
    void networkErrorsAreCounted() {
        post(
                        "nel",
                        "application/reports+json",
                        "[{\"type\":\"network-error\"},{\"type\":\"network-error\"}]".getBytes())
                .statusCode(200);

        assertThat(outcome(project, "security", "not_stored")).isEqualTo(2);
    }

    @Test
    void aJobMayCheckInByAnAddressAlone() {
        given().queryParam("status", "ok")
                .get("/api/" + project.id() + "/cron/nightly/" + project.key())
                .then()
                .statusCode(202);
        post("cron/nightly", "application/json", "{\"status\":\"in_progress\",\"monitor_config\":{}}".getBytes())
                .statusCode(202);
        post("cron/nightly", "application/json", "{}".getBytes()).statusCode(400);

        assertThat(outcome(project, "monitor", "not_stored")).isEqualTo(2);
    }

    @Test
    void logsAndTracesOfOpenTelemetryAreCounted() {
        post(
                        "integration/otlp/v1/logs",
                        "application/json",
                        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{\"body\":{}}]}]}]}".getBytes())
                .statusCode(200)
                .body(equalTo("{}"));
        // Two spans of one scope of one resource
        post("otlp/v1/traces", "application/x-protobuf", HexFormat.of().parseHex("0a06120412001200"))
                .statusCode(200)
                .contentType("application/x-protobuf");
        post("otlp/v1/traces", "application/x-protobuf", HexFormat.of().parseHex("0aff"))
                .statusCode(400);
        post("otlp/v1/traces", "text/plain", new byte[0]).statusCode(415);

        assertThat(outcome(project, "log_item", "not_stored")).isEqualTo(2);
        assertThat(outcome(project, "span", "not_stored")).isEqualTo(2);
    }

    @Test
    void filesMayComeAfterTheirEvent() {
        var id = Envelopes.id();
        given().queryParam("sentry_key", project.key())
                .multiPart("one", "a.txt", "first".getBytes(), "text/plain")
                .multiPart("two", "b.txt", "second\r\n--".getBytes(), "text/plain")
                .multiPart("three", "no file")
                .post("/api/" + project.id() + "/events/" + id + "/attachments/")
                .then()
                .statusCode(201);
        given().queryParam("sentry_key", project.key())
                .multiPart("one", "a.txt", "first".getBytes(), "text/plain")
                .post("/api/" + project.id() + "/events/nonsense/attachments/")
                .then()
                .statusCode(400);

        assertThat(Samples.<String>query(
                        "select string_agg(name || ':' || size, ' ' order by name) from attachment where event_id = ?",
                        uuid(id)))
                .isEqualTo("a.txt:5 b.txt:10");
    }

    @Test
    void aCrashDumpBecomesAnEventWithTheDumpAsItsFile() {
        var dump = MinidumpTest.dump();
        var id = given().queryParam("sentry_key", project.key())
                .multiPart("upload_file_minidump", "crash.dmp", dump, "application/octet-stream")
                .multiPart("sentry[release]", "game@7")
                .multiPart("sentry[tags][area]", "shop")
                .multiPart("log", "game.log", "last words".getBytes(), "text/plain")
                .post("/api/" + project.id() + "/minidump/")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .extract()
                .asString();

        assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        var event = UUID.fromString(id);
        assertThat(Samples.<String>query(
                        "select i.type || '|' || e.release || '|' || i.culprit from event e join issue i on i.id = e.issue_id"
                                + " where e.event_id = ?",
                        event))
                .isEqualTo("EXCEPTION_ACCESS_VIOLATION|game@7|game.exe+0x1234");
        assertThat(Samples.<String>query(
                        "select string_agg(name || ':' || kind || ':' || size, ' ' order by name) from attachment"
                                + " where event_id = ?",
                        event))
                .isEqualTo("crash.dmp:event.minidump:" + dump.length + " game.log:event.attachment:10");

        post("minidump", "application/octet-stream", dump).statusCode(200);
        post("minidump", "application/octet-stream", "no dump".getBytes()).statusCode(400);
        given().queryParam("sentry_key", project.key())
                .multiPart("log", "game.log", "alone".getBytes(), "text/plain")
                .post("/api/" + project.id() + "/minidump/")
                .then()
                .statusCode(400);
        // The same crash, by the place within its module
        assertThat(Samples.<Long>query("select count(*) from issue where project_id = ?", project.id()))
                .isEqualTo(1);
    }

    /** Native SDKs say all at once, or cut it where a form's field would become too long. */
    @Test
    void whatTheProgramSaysBesideItsDumpIsWholeOrInPieces() {
        var said = "{\"release\":\"game@8\",\"environment\":\"arcade\",\"tags\":{\"area\":\"cellar\"}}";
        var whole = crash().multiPart("sentry", said);
        var pieces = crash();
        // In any order; eleven, so that the tenth must not stand before the second.
        var length = said.length() / 10;
        for (var n = 11; n >= 1; n--) {
            var from = (n - 1) * length;
            pieces = pieces.multiPart(
                    "sentry__" + n,
                    said.substring(from, n == 11 ? said.length() : Math.min(said.length(), n * length)));
        }

        for (var request : new RequestSpecification[] {whole, pieces}) {
            var id = request.post("/api/" + project.id() + "/minidump/")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();

            assertThat(Samples.<String>query(
                            "select release || '|' || environment from event where event_id = ?", UUID.fromString(id)))
                    .isEqualTo("game@8|arcade");
        }
        assertThat(Samples.<Long>query(
                        "select quantity from issue_tag where tenant_id = ? and key = 'area' and value = 'cellar'",
                        project.tenant()))
                .isEqualTo(2);
    }

    private RequestSpecification crash() {
        return given().queryParam("sentry_key", project.key())
                .multiPart("upload_file_minidump", "crash.dmp", MinidumpTest.dump(), "application/octet-stream");
    }

    private ValidatableResponse post(String path, String type, byte[] body) {
        return keyed().contentType(type)
                .body(body)
                .post("/api/" + project.id() + "/" + path + "/")
                .then();
    }

    private RequestSpecification keyed() {
        return given().config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .queryParam("sentry_key", project.key())
                .queryParam("sentry_environment", "shop");
    }
}
