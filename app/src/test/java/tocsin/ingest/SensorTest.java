package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static tocsin.ingest.EnrolledSensor.as;
import static tocsin.ingest.EnrolledSensor.event;
import static tocsin.ingest.EnrolledSensor.plain;
import static tocsin.ingest.EnrolledSensor.send;
import static tocsin.ingest.EnrolledSensor.tryToEnrol;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.sensor.SensorToken;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** Who becomes a sensor, and stays one. */
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
        var other = EnrolledSensor.in(Samples.project(), "web9");
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
        var renewed = new EnrolledSensor(sensor.id(), token, sensor.dsn());
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

    /** No promise to sensors that are away is broken by one more rotation. */
    @Test
    void tooManyOldKeysAreRefusedUntilOneRetires() {
        var sensor = enrol("web1");
        for (int i = 0; i < 9; i++) {
            rotate(24).statusCode(200);
        }

        rotate(24).statusCode(409).body(containsString("9 old keys"));

        as(sensor).get("/api/v1/sensor").then().statusCode(200);
        rotate(0).statusCode(200);
    }

    private ValidatableResponse rotate(int hours) {
        return admin.api()
                .contentType("application/json")
                .body("{\"graceHours\":" + hours + "}")
                .post(api + "/sensors/rotate")
                .then();
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

    private static long row(EnrolledSensor sensor) {
        return Samples.<Long>query("select id from sensor where public_id = ?::uuid", sensor.id());
    }

    private EnrolledSensor enrol(String name) {
        return EnrolledSensor.in(project, name);
    }

    private String enrolment(int most) {
        return EnrolledSensor.enrolment(project, most);
    }
}
