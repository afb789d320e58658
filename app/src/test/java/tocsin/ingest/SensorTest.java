package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sensor.SensorToken;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SensorTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    Sightings sightings;

    private Samples.Project project;
    private Reader admin;
    private String api;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        admin = Reader.of(project.organization());
        api = "/api/v1/organizations/" + project.organization().slug() + "/projects/web";
    }

    private record Sensor(String id, String token, String dsn) {}

    @Test
    void aProgramEnrolsAndIsToldWhoItIs() {
        var sensor = enrol("web1");

        assertThat(sensor.dsn()).matches("https?://[0-9a-f]{32}@[^/]+/" + project.id());
        as(sensor)
                .get("/api/v1/sensor")
                .then()
                .statusCode(200)
                .body("sensorId", equalTo(sensor.id()))
                .body("name", equalTo("web1"))
                .body("project", equalTo("" + project.id()))
                .body("dsn", equalTo(sensor.dsn()))
                .body("renewTokenBy", nullValue());
        assertThat(Samples.<String>query(
                        "select actor || ' ' || target from audit_entry where tenant_id = ? and action = 'sensor.enrol'",
                        project.tenant()))
                .isEqualTo("sensor web1 web");
    }

    @Test
    void nobodyEnrolsOftenerOrLaterThanTheTokenAllows() throws Exception {
        var token = enrolment(2);
        try (var threads = Executors.newFixedThreadPool(5)) {
            var tries = IntStream.range(0, 5)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> tryToEnrol(token, "w" + i).extract().statusCode())
                    .toList();
            var statuses = threads.invokeAll(tries).stream()
                    .map(one -> one.resultNow())
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(201, 201, 401, 401, 401);
        }

        var late = enrolment(1);
        Samples.execute(
                "update sensor_enrolment set expires_at = now() - interval '1 second' where tenant_id = ?",
                project.tenant());
        tryToEnrol(late, "late").statusCode(401).contentType(PROBLEM).header("WWW-Authenticate", "Bearer");

        assertThat(Samples.<Long>query("select count(*) from sensor where tenant_id = ?", project.tenant()))
                .isEqualTo(2);
    }

    @Test
    void anEnrolmentTokenIsKeptAsAHashAndEndsWhenItIsRevoked() {
        var token = enrolment(5);
        assertThat(Samples.<Boolean>query(
                        "select hash = sha256(?::bytea) from sensor_enrolment where tenant_id = ?",
                        token,
                        project.tenant()))
                .isTrue();
        admin.api()
                .get(api + "/enrolments")
                .then()
                .body("", hasSize(1))
                .body("[0].prefix", equalTo(token.substring(0, 9)))
                .body(not(containsString(token)));

        admin.api()
                .delete(api + "/enrolments/"
                        + Samples.<Long>query("select id from sensor_enrolment where tenant_id = ?", project.tenant()))
                .then()
                .statusCode(204);

        tryToEnrol(token, "w").statusCode(401);
        admin.api().get(api + "/enrolments").then().body("", hasSize(0));
    }

    @Test
    void whatIsWrongWithAnEnrolmentIsSaidAsAProblem() {
        given().contentType("application/json")
                .body("{\"name\":\"a\"}")
                .post("/api/v1/sensor")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .body("detail", containsString("missing"));
        tryToEnrol("tcse_unknown", "a").statusCode(401).body("status", equalTo(401));
        var token = enrolment(1);
        for (var wrong : new String[] {"{}", "[]", "", "{\"name\":\"\"}", "{\"name\":7}", "{\"name\":\"a\\u0000\"}"}) {
            plain().header("Authorization", "Bearer " + token)
                    .contentType("application/json")
                    .body(wrong.getBytes(StandardCharsets.UTF_8))
                    .post("/api/v1/sensor")
                    .then()
                    .statusCode(400)
                    .contentType(PROBLEM);
        }
        given().header("Authorization", "Bearer " + token)
                .contentType("text/plain")
                .body("a")
                .post("/api/v1/sensor")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
        given().put("/api/v1/sensor").then().statusCode(405).header("Allow", "GET, POST, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void oneEventIsStoredWithTheSensorsNameAndCountedOnItsKey(String type) {
        var sensor = enrol("web1");
        var id = Envelopes.id();

        send(sensor, type, event(id, "boom"))
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("events", hasSize(1))
                .body("events[0].status", equalTo("accepted"))
                .body("events[0].id", equalTo(id));

        assertThat(tag(id)).isEqualTo("web1");
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(Samples.<Object>query("""
                        select sum(o.quantity) from outcome_hour o join sensor s on s.tenant_id = o.tenant_id
                        and s.key_id = o.key_id where o.tenant_id = ? and o.outcome = 'stored'""", project.tenant())).hasToString("1"));
    }

    @Test
    void whatComesThroughTheSensorsDsnIsItsOwnAsWell() {
        var sensor = enrol("web1");
        var key = sensor.dsn().replaceFirst("https?://([0-9a-f]{32})@.*", "$1");
        var id = Envelopes.id();

        plain().header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + key)
                .body(event(id, "boom", "\"tags\":{\"sensor\":\"another\"}").getBytes(StandardCharsets.UTF_8))
                .post("/api/" + project.id() + "/store/")
                .then()
                .statusCode(200);

        assertThat(tag(id)).isEqualTo("web1");
        admin.api().get(api + "/keys").then().body("", hasSize(1));
    }

    @Test
    void anArrayIsTakenInOneGoCompressedAsWell() throws IOException {
        var sensor = enrol("web1");
        var ids = IntStream.range(0, 200).mapToObj(i -> Envelopes.id()).toList();
        var array =
                ids.stream().map(id -> event(id, "boom \\\"]},{ " + id)).collect(Collectors.joining(" ,\n", "[", "]"));

        as(sensor)
                .header("Content-Encoding", "gzip")
                .contentType("application/json")
                .body(gzip(array))
                .post("/api/v1/sensor/events")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(200))
                .body("events.id", equalTo(ids));

        assertThat(stored()).isEqualTo(200);
    }

    @Test
    void aRetryStoresNothingTwice() {
        var sensor = enrol("web1");
        var lines = event(Envelopes.id(), "a") + "\r\n\n" + event(Envelopes.id(), "b") + "\n";

        send(sensor, "application/x-ndjson", lines).statusCode(200).body("accepted", equalTo(2));
        send(sensor, "application/x-ndjson", lines).statusCode(200).body("accepted", equalTo(2));

        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aBadLineIsRefusedAloneAndNamedByItsPlace() {
        var sensor = enrol("web1");
        var good = Envelopes.id();
        var lines =
                "this is none\n" + event(good, "a") + "\n[1]\n" + event(Envelopes.id(), "x".repeat(1_100_000)) + "\n";

        send(sensor, "application/x-ndjson", lines)
                .statusCode(207)
                .body("accepted", equalTo(1))
                .body("events.status", equalTo(java.util.List.of("refused", "accepted", "refused", "refused")))
                .body("events[0].reason", equalTo("malformed"))
                .body("events[1].id", equalTo(good))
                .body("events[3].reason", equalTo("too_large"));

        assertThat(stored()).isEqualTo(1);
        counted("invalid", "malformed", 2);
        counted("invalid", "too_large", 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"message\":\"a\"},",
                "[{\"message\":\"a\"} {}]",
                "[{}]x",
                "{\"message\":\"a",
                "[]",
                "",
                "7",
                "[{\"a\":\"\\"
            })
    void whatCannotBeSplitIntoEventsIsRefusedAsAWhole(String body) {
        send(enrol("web1"), "application/json", body).statusCode(400).contentType(PROBLEM);

        assertThat(stored()).isZero();
    }

    @Test
    void moreThanAThousandEventsAreTooMany() {
        var body = IntStream.range(0, 1_001).mapToObj(i -> "{}").collect(Collectors.joining("\n"));

        send(enrol("web1"), "application/x-ndjson", body).statusCode(413).contentType(PROBLEM);

        assertThat(stored()).isZero();
    }

    @Test
    void anotherTypeThanJsonIsNotRead() {
        send(enrol("web1"), "text/plain", "{}").statusCode(415).contentType(PROBLEM);
    }

    @Test
    void limitsAreToldAsSdksAreTold() {
        var sensor = enrol("web1");
        Samples.execute(
                "insert into quota (tenant_id, project_id, category, amount, time_window) values (?, ?, 'error', 2, 'MONTH')",
                project.tenant(),
                project.id());
        var three =
                IntStream.range(0, 3).mapToObj(i -> event(Envelopes.id(), "e")).collect(Collectors.joining("\n"));

        send(sensor, "application/x-ndjson", three)
                .statusCode(207)
                .header("X-Sentry-Rate-Limits", matchesPattern("\\d+:error:project:quota-\\d+"))
                .header("Retry-After", matchesPattern("\\d+"))
                .body("accepted", equalTo(2))
                .body("events[2].reason", matchesPattern("rate_limited: quota-\\d+"));
        send(sensor, "application/json", event(Envelopes.id(), "e"))
                .statusCode(429)
                .contentType(PROBLEM)
                .header("Retry-After", matchesPattern("\\d+"))
                .body("events", hasSize(1));

        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void secretsAreTakenOutAndUnwantedEventsFiltered() {
        Samples.execute(
                "insert into project_intake (tenant_id, project_id, filters) values (?, ?, '{\"releases\":[\"bad*\"]}')",
                project.tenant(),
                project.id());
        var sensor = enrol("web1");
        var id = Envelopes.id();

        send(
                        sensor,
                        "application/json",
                        "[" + event(id, "a", "\"extra\":{\"password\":\"hunter2\"}") + ","
                                + event(Envelopes.id(), "b", "\"release\":\"bad-1\"") + "]")
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("events[1].status", equalTo("filtered"))
                .body("events[1].reason", notNullValue());

        admin.api()
                .get("/api/0/projects/" + project.organization().slug() + "/web/events/" + id + "/")
                .then()
                .statusCode(200)
                .body(not(containsString("hunter2")));
    }

    @Test
    void aRevokedSensorIsRefusedWithinSecondsWhateverItSendsWith() {
        var sensor = enrol("web1");
        var other = enrol("web2");
        send(sensor, "application/json", event(Envelopes.id(), "a")).statusCode(200);

        admin.api().delete(api + "/sensors/" + row(sensor)).then().statusCode(204);

        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> send(sensor, "application/json", event(Envelopes.id(), "a"))
                        .statusCode(401)
                        .contentType(PROBLEM));
        as(sensor).get("/api/v1/sensor").then().statusCode(401);
        as(sensor).post("/api/v1/sensor/token").then().statusCode(401);
        var key = sensor.dsn().replaceFirst("https?://([0-9a-f]{32})@.*", "$1");
        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> plain().body(event(Envelopes.id(), "a").getBytes(StandardCharsets.UTF_8))
                        .post("/api/" + project.id() + "/store/?sentry_key=" + key)
                        .then()
                        .statusCode(403));
        send(other, "application/json", event(Envelopes.id(), "a")).statusCode(200);
    }

    @Test
    void aTokenThatIsForgedInAnyWayIsRefused() {
        var sensor = enrol("web1");
        var other = enrolIn(Samples.project(), "web9");
        long signing = Samples.<Long>query("select id from sensor_signing_key where tenant_id = ?", project.tenant());
        var parts = sensor.token().split("\\.");
        var none = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"none\",\"kid\":\"" + signing + "\"}").getBytes(StandardCharsets.UTF_8));
        var forged = new String[] {
            "nonsense",
            "a.b.c",
            parts[0] + "." + parts[1] + ".",
            none + "." + parts[1] + ".",
            parts[0] + "." + other.token().split("\\.")[1] + "." + parts[2],
            SensorToken.sign(UUID.fromString(sensor.id()), signing, new byte[32], Instant.now()),
            SensorToken.sign(UUID.randomUUID(), signing, new byte[32], Instant.now()),
            "x".repeat(5_000),
        };

        for (var token : forged) {
            given().header("Authorization", "Bearer " + token)
                    .get("/api/v1/sensor")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer");
        }
        as(sensor).get("/api/v1/sensor").then().statusCode(200);
    }

    @Test
    void aSensorExchangesItsTokenWhileTheOldKeyIsBelieved() {
        var sensor = enrol("web1");

        admin.api()
                .contentType("application/json")
                .body("{\"graceHours\":24}")
                .post(api + "/sensors/rotate")
                .then()
                .statusCode(200)
                .body("oldRetiresAt", notNullValue());

        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> as(sensor).get("/api/v1/sensor").then().body("renewTokenBy", notNullValue()));
        send(sensor, "application/json", event(Envelopes.id(), "a"))
                .statusCode(200)
                .body("renewTokenBy", notNullValue());
        String token = as(sensor)
                .post("/api/v1/sensor/token")
                .then()
                .statusCode(201)
                .body("sensorId", equalTo(sensor.id()))
                .extract()
                .path("token");
        var renewed = new Sensor(sensor.id(), token, sensor.dsn());
        as(renewed).get("/api/v1/sensor").then().statusCode(200).body("renewTokenBy", nullValue());

        Samples.execute(
                "update sensor_signing_key set retires_at = now() where tenant_id = ? and retires_at is not null",
                project.tenant());
        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> as(sensor).get("/api/v1/sensor").then().statusCode(401));
        as(renewed).get("/api/v1/sensor").then().statusCode(200);
    }

    @Test
    void withoutAGraceAllSensorsHaveToEnrolAnew() {
        var sensor = enrol("web1");

        admin.api()
                .contentType("application/json")
                .body("{\"graceHours\":0}")
                .post(api + "/sensors/rotate")
                .then()
                .statusCode(200);

        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> as(sensor).get("/api/v1/sensor").then().statusCode(401));
        as(enrol("web1")).get("/api/v1/sensor").then().statusCode(200);
    }

    @Test
    void whenASensorWasSeenIsWrittenOnceForMany() {
        var sensor = enrol("web1");
        for (int i = 0; i < 5; i++) {
            send(sensor, "application/json", event(Envelopes.id(), "a")).statusCode(200);
        }

        sightings.write();

        assertThat(Samples.<Boolean>query(
                        "select last_seen_at > now() - interval '1 minute' from sensor where public_id = ?::uuid",
                        sensor.id()))
                .isTrue();
        admin.api()
                .get(api + "/sensors")
                .then()
                .statusCode(200)
                .body("[0].name", equalTo("web1"))
                .body("[0].version", equalTo("1.2"))
                .body("[0].lastSeenAt", notNullValue())
                .body("[0].revokedAt", nullValue());
    }

    @Test
    void thePageShowsATokenOnceListsSensorsAndRevokesThem() {
        var page = "/" + project.organization().slug() + "/web/settings/sensors";
        admin.page().get(page).then().statusCode(200).body(containsString("No sensors"));
        var created = admin.page()
                .contentType("application/x-www-form-urlencoded")
                .formParam("label", "the fleet")
                .formParam("most", "3")
                .formParam("hours", "24")
                .post(page + "/enrolments")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        var token = java.util.regex.Pattern.compile("value=\"(tcse_[^\"]+)\"").matcher(created);
        assertThat(token.find()).isTrue();
        tryToEnrol(token.group(1), "<b>web1</b>").statusCode(201);

        admin.page()
                .get(page)
                .then()
                .body(containsString("&lt;b&gt;web1"))
                .body(containsString("1 of 3"))
                .body(not(containsString(token.group(1))));
        admin.page()
                .contentType("application/x-www-form-urlencoded")
                .formParam("label", "")
                .post(page + "/enrolments")
                .then()
                .statusCode(422)
                .body(containsString("A label of up to 100"));
        long row = Samples.<Long>query("select id from sensor where tenant_id = ?", project.tenant());
        admin.page()
                .contentType("application/x-www-form-urlencoded")
                .post(page + "/" + row + "/revoke")
                .then()
                .statusCode(303);
        admin.page().get(page).then().body(containsString("revoked"));
        admin.page()
                .contentType("application/x-www-form-urlencoded")
                .formParam("hours", "24")
                .post(page + "/rotate")
                .then()
                .statusCode(303);
        assertThat(Samples.<Long>query(
                        "select count(*) from audit_entry where tenant_id = ? and action in"
                                + " ('enrolment.create', 'sensor.enrol', 'sensor.revoke', 'sensor.rotate')",
                        project.tenant()))
                .isEqualTo(4);
    }

    @Test
    void anotherOrganizationFindsNeitherSensorsNorTokens() {
        var sensor = enrol("web1");
        var stranger = Reader.of(Samples.organization());

        stranger.api().get(api + "/sensors").then().statusCode(404);
        stranger.api().delete(api + "/sensors/" + row(sensor)).then().statusCode(404);
        var viewer = Reader.of(project.organization(), "VIEWER");
        viewer.api().delete(api + "/sensors/" + row(sensor)).then().statusCode(403);
        var elsewhere = Samples.project();
        Reader.of(elsewhere.organization())
                .api()
                .delete("/api/v1/organizations/" + elsewhere.organization().slug() + "/projects/web/sensors/"
                        + row(sensor))
                .then()
                .statusCode(404);
    }

    private static long row(Sensor sensor) {
        return Samples.<Long>query("select id from sensor where public_id = ?::uuid", sensor.id());
    }

    private Sensor enrol(String name) {
        return enrolIn(project, name);
    }

    private static Sensor enrolIn(Samples.Project project, String name) {
        var answer = tryToEnrol(enrolment(project, 1), name)
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
        return new Sensor(answer.getString("sensorId"), answer.getString("token"), answer.getString("dsn"));
    }

    private String enrolment(int most) {
        return enrolment(project, most);
    }

    private static String enrolment(Samples.Project project, int most) {
        return Reader.of(project.organization())
                .api()
                .contentType("application/json")
                .body("{\"label\":\"test\",\"hours\":1,\"most\":" + most + "}")
                .post("/api/v1/organizations/" + project.organization().slug() + "/projects/web/enrolments")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    private static ValidatableResponse tryToEnrol(String token, String name) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"name\":\"" + name + "\",\"version\":\"1.2\"}")
                .post("/api/v1/sensor")
                .then();
    }

    private static ValidatableResponse send(Sensor sensor, String type, String body) {
        return as(sensor)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/sensor/events")
                .then();
    }

    private static RequestSpecification as(Sensor sensor) {
        return plain().header("Authorization", "Bearer " + sensor.token());
    }

    private static RequestSpecification plain() {
        return given().config(RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("application/x-ndjson", io.restassured.http.ContentType.TEXT)));
    }

    private static String event(String id, String message) {
        return event(id, message, "\"level\":\"error\"");
    }

    private static String event(String id, String message, String more) {
        return "{\"event_id\":\"" + id + "\",\"message\":\"" + message + "\"," + more + "}";
    }

    private long stored() {
        return Samples.<Long>query("select count(*) from event where project_id = ?", project.id());
    }

    private String tag(String id) {
        return admin.api()
                .get("/api/0/projects/" + project.organization().slug() + "/web/events/" + id + "/")
                .then()
                .statusCode(200)
                .extract()
                .path("tags.find { it.key == 'sensor' }.value");
    }

    private void counted(String outcome, String reason, long quantity) {
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(Samples.<Object>query(
                        "select sum(quantity) from outcome_hour where tenant_id = ? and category = 'error'"
                                + " and outcome = ? and reason = ?",
                        project.tenant(),
                        outcome,
                        reason))
                .hasToString("" + quantity));
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
