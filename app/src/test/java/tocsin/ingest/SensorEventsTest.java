package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static tocsin.ingest.EnrolledSensor.as;
import static tocsin.ingest.EnrolledSensor.event;
import static tocsin.ingest.EnrolledSensor.plain;
import static tocsin.ingest.EnrolledSensor.send;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** What sensors send. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SensorEventsTest {

    private static final String PROBLEM = "application/problem+json";

    private Samples.Project project;
    private Reader admin;
    private String api;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        admin = Reader.of(project.organization());
        api = "/api/v1/organizations/" + project.organization().slug() + "/projects/web";
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
    void aBodyThatIsBrokenAtItsEndCostsNothingOfALimit() {
        var sensor = enrol("web1");
        Samples.execute(
                "insert into quota (tenant_id, project_id, category, amount, time_window) values (?, ?, 'error', 3, 'MONTH')",
                project.tenant(),
                project.id());
        var three = IntStream.range(0, 3)
                .mapToObj(i -> event(Envelopes.id(), "e"))
                .collect(Collectors.joining(",", "[", ""));

        send(sensor, "application/json", three).statusCode(400);
        send(sensor, "application/json", three).statusCode(400);
        counted("invalid", "malformed", 6);
        send(sensor, "application/json", three + "]").statusCode(200).body("accepted", equalTo(3));

        assertThat(stored()).isEqualTo(3);
    }

    /** As many megabytes of JSON would take ten times the memory if they were taken apart at once. */
    @Test
    void manyMegabytesAreTakenPartByPart() {
        var ids = IntStream.range(0, 24).mapToObj(i -> Envelopes.id()).toList();
        var lines = ids.stream()
                .map(id -> event(id, "large", "\"extra\":{\"a\":\"" + "x".repeat(200_000) + "\"}"))
                .collect(Collectors.joining("\n"));

        send(enrol("web1"), "application/x-ndjson", lines)
                .statusCode(200)
                .body("accepted", equalTo(24))
                .body("events.id", equalTo(ids));

        assertThat(stored()).isEqualTo(24);
    }

    @Test
    void moreThanAThousandEventsAreTooMany() {
        var body = IntStream.range(0, 1_001).mapToObj(i -> "{}").collect(Collectors.joining("\n"));

        send(enrol("web1"), "application/x-ndjson", body).statusCode(413).contentType(PROBLEM);
        counted("invalid", "too_many", 1_000);

        assertThat(stored()).isZero();
    }

    @Test
    void anotherTypeThanJsonIsNotRead() {
        var sensor = enrol("web1");

        send(sensor, "text/plain", "{}").statusCode(415).contentType(PROBLEM);
        as(sensor)
                .header("Content-Encoding", "lzma")
                .contentType("application/json")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/sensor/events")
                .then()
                .statusCode(415);

        counted("invalid", "unsupported", 2);
        assertThat(Samples.outcome(project, "error", "invalid")).isEqualTo(2);
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

    private EnrolledSensor enrol(String name) {
        return EnrolledSensor.in(project, name);
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
