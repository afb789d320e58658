package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.sentry.MinidumpTest;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class QuotaTest {

    private static final String SESSION = "{\"type\":\"session\"}\n{\"sid\":\"7c7b6585-f901-4351-bf8d-02711b721929\","
            + "\"started\":\"2026-11-21T10:00:00Z\",\"status\":\"ok\",\"attrs\":{\"release\":\"1\"}}\n";

    private Samples.Project project;

    @BeforeEach
    void newProject() {
        project = Samples.project();
    }

    @Test
    void aboveTheLimitTheSdkIsToldExactlyWhatAndForHowLong() {
        var quota = limit("error", 2, project.keyId());

        event().statusCode(200).header("X-Sentry-Rate-Limits", nullValue());
        event().statusCode(200);
        var refused = event().statusCode(429)
                .header("X-Sentry-Rate-Limits", matchesPattern("\\d+:error:key:quota-" + quota))
                .header("X-Sentry-Error", "a limit is reached")
                .header("Access-Control-Expose-Headers", "x-sentry-error, x-sentry-rate-limits, retry-after")
                .extract();

        var seconds = Long.parseLong(refused.header("Retry-After"));
        assertThat(seconds).isBetween(1L, 31L * 24 * 3600);
        assertThat(refused.header("X-Sentry-Rate-Limits")).startsWith(seconds + ":");
        assertThat(stored()).isEqualTo(2);
        counted("error", "rate_limited", "quota-" + quota, 1);
        counted("error", "stored", "", 2);
    }

    @Test
    void whatIsNotLimitedIsAnswered200WithTheHeader() {
        var quota = limit("error", 0, null);
        event().statusCode(429);

        send("{}\n" + SESSION)
                .statusCode(200)
                .header("X-Sentry-Rate-Limits", matchesPattern("\\d+:error:project:quota-" + quota))
                .header("Retry-After", matchesPattern("\\d+"));
    }

    @Test
    void ofAnEnvelopeTheRestIsKeptThoughTheAnswerIs429() {
        var quota = limit("session", 0, null);
        var event = new String(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "b")), StandardCharsets.UTF_8);

        send(event + SESSION)
                .statusCode(429)
                .header("X-Sentry-Rate-Limits", matchesPattern("\\d+:session:project:quota-" + quota));

        assertThat(stored()).isEqualTo(1);
        counted("session", "rate_limited", "quota-" + quota, 1);
    }

    @Test
    void filesOfADroppedEventAreDroppedForItsReasonAndSpendNoLimitOfTheirOwn() {
        var quota = limit("error", 0, null);
        limit("attachment", 5, null);
        var file = "{\"type\":\"attachment\",\"length\":5,\"filename\":\"%s.txt\"}\nhello\n";
        var event = new String(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "b")), StandardCharsets.UTF_8);
        var item = event.indexOf('\n') + 1;

        send(event.substring(0, item) + file.formatted("before") + event.substring(item) + file.formatted("after"))
                .statusCode(429);
        send("{\"event_id\":\"" + Envelopes.id() + "\"}\n" + file.formatted("alone"))
                .statusCode(200);

        counted("attachment", "rate_limited", "quota-" + quota, 10);
        counted("attachment", "stored", "", 5);
        assertThat(Samples.<String>query("select name from attachment where tenant_id = ?", project.tenant()))
                .isEqualTo("alone.txt");
    }

    @Test
    void theOldEndpointIsRefusedBeforeItsBodyIsLookedAt() {
        limit("", 0, null);

        Envelopes.request(project)
                .body("this is no event".getBytes(StandardCharsets.UTF_8))
                .post("/api/" + project.id() + "/store/")
                .then()
                .statusCode(429)
                .header("X-Sentry-Rate-Limits", matchesPattern("\\d+::project:quota-\\d+"));
    }

    @Test
    void anExportOfLogsCountsForItsRecords() {
        var quota = limit("log_item", 2, null);
        var record = "{\"body\":{\"stringValue\":\"a line\"}}";
        var export = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[%s]}]}]}";

        logs(export.formatted(record + "," + record + "," + record)).statusCode(429);
        counted("log_item", "rate_limited", "quota-" + quota, 3);
        logs(export.formatted(record)).statusCode(200);
        logs(export.formatted(record)).statusCode(200);
        logs("no JSON").statusCode(429);
    }

    @Test
    void anExportOfLogsCountsForItsBytes() {
        var quota = limit("log_byte", 50, null);
        var export = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{}}]}]}]}";

        logs(export)
                .statusCode(429)
                .header("X-Sentry-Rate-Limits", matchesPattern("\\d+:log_byte:project:quota-" + quota));

        counted("log_byte", "rate_limited", "quota-" + quota, export.length());
        counted("log_item", "rate_limited", "quota-" + quota, 1);
    }

    @Test
    void anItemThatOneLimitRefusesSpendsNothingOfTheOther() {
        limit("log_item", 3, null);
        limit("log_byte", 50, null);
        var item = "{}\n{\"type\":\"log\"}\n{\"items\":[%s]}\n";

        send(item.formatted("{},{},{\"body\":\"" + "x".repeat(50) + "\"}")).statusCode(429);
        send(item.formatted("{},{},{},{}")).statusCode(429);
        send(item.formatted("{},{},{}")).statusCode(200);
    }

    @Test
    void filesOfACrashMeetTheirOwnLimit() {
        var quota = limit("attachment", 10, null);
        var dump = MinidumpTest.dump();

        Envelopes.request(project)
                .contentType("multipart/form-data")
                .multiPart("upload_file_minidump", "crash.dmp", dump, "application/octet-stream")
                .multiPart("log", "game.log", "last words".getBytes(StandardCharsets.UTF_8), "text/plain")
                .post("/api/" + project.id() + "/minidump/")
                .then()
                .statusCode(200);

        assertThat(stored()).isEqualTo(1);
        counted("attachment", "stored", "", 10);
        counted("attachment", "rate_limited", "quota-" + quota, dump.length);
    }

    @Test
    void aFileThatComesAloneCountsOnce() {
        limit("", 2, null);

        for (var status : new int[] {201, 201, 429}) {
            Envelopes.request(project)
                    .contentType("multipart/form-data")
                    .multiPart("file", "a.txt", "hello".getBytes(StandardCharsets.UTF_8), "text/plain")
                    .post("/api/" + project.id() + "/events/" + Envelopes.id() + "/attachments/")
                    .then()
                    .statusCode(status);
        }
    }

    @Test
    void ofTwoLimitsBothAreToldAndTheLaterIsWaitedFor() {
        var errors = limit("error", 0, project.keyId());
        var sessions = limit("session", 0, null);
        Samples.execute("update quota set time_window = 'DAY' where id = ?", errors);
        var event = new String(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "b")), StandardCharsets.UTF_8);

        var refused = send(event + SESSION).statusCode(429).extract();

        var limits = refused.header("X-Sentry-Rate-Limits").split(", ");
        assertThat(limits)
                .hasSize(2)
                .anyMatch(limit -> limit.matches("\\d+:error:key:quota-" + errors))
                .anyMatch(limit -> limit.matches("\\d+:session:project:quota-" + sessions));
        assertThat(Long.parseLong(refused.header("Retry-After")))
                .isEqualTo(Stream.of(limits)
                        .mapToLong(limit -> Long.parseLong(limit.substring(0, limit.indexOf(':'))))
                        .max()
                        .orElseThrow());
    }

    private ValidatableResponse logs(String export) {
        return Envelopes.request(project)
                .contentType("application/json")
                .body(export.getBytes(StandardCharsets.UTF_8))
                .post("/api/" + project.id() + "/integration/otlp/v1/logs")
                .then();
    }

    @Test
    void whoKnowsNo429IsAskedToComeBack() {
        limit("", 0, null);

        for (var path : new String[] {"/minidump/", "/cron/nightly/?status=ok"}) {
            Envelopes.request(project)
                    .post("/api/" + project.id() + path)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", matchesPattern("\\d+"));
        }
    }

    @Test
    void theOrganizationsLimitHoldsForItsProjectsTogether() {
        var other = Samples.project(project.organization(), "other");
        Samples.execute(
                "insert into quota (tenant_id, category, amount, time_window) values (?, 'error', 3, 'MONTH')",
                project.tenant());

        event().statusCode(200);
        event().statusCode(200);
        event(other).statusCode(200);
        event(other)
                .statusCode(429)
                .header("X-Sentry-Rate-Limits", matchesPattern("\\d+:error:organization:quota-\\d+"));
        event().statusCode(429);
    }

    @Test
    void aLimitThatIsSetLaterHoldsWithinSeconds() {
        event().statusCode(200);
        limit("error", 0, null);

        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> event().statusCode(429));
    }

    @Test
    void farMoreThanUsualIsDampedUnlessAllIsWanted() {
        spike(project);
        var other = Samples.project();
        spike(other);
        Samples.execute("update project set spike_protection = false where id = ?", other.id());

        event().statusCode(200);
        event().statusCode(429).header("X-Sentry-Rate-Limits", matchesPattern("\\d+:error:project:spike"));
        counted("error", "rate_limited", "spike", 1);
        event(other).statusCode(200);
        event(other).statusCode(200);
    }

    /** A usual of 200 an hour, and one event less than ten times as many in this hour. */
    private static void spike(Samples.Project in) {
        Samples.execute(
                "insert into outcome_hour (tenant_id, project_id, hour, category, outcome, reason, key_id, quantity)"
                        + " select ?, ?, date_trunc('hour', now()) - n * interval '1 hour', 'error', 'stored', '', ?, 200"
                        + " from generate_series(1, 30) as n",
                in.tenant(),
                in.id(),
                in.keyId());
        Samples.execute(
                "insert into quota_lease (tenant_id, kind, subject_id, window_start, used)"
                        + " values (?, 'SPIKE', ?, date_trunc('hour', now()), 1999)",
                in.tenant(),
                in.id());
    }

    @Test
    void refusalsAreWrittenTogether() {
        limit("error", 0, null);
        event().statusCode(429);
        var before = Samples.<Long>query("select count(*) from digest_round");

        for (int i = 0; i < 60; i++) {
            event().statusCode(429);
        }

        counted("error", "rate_limited", null, 61);
        assertThat(Samples.<Long>query("select count(*) from digest_round") - before)
                .isLessThan(20);
    }

    /**
     * So a crash takes no more of their count than what was refused within the last second, and no event. One write is just
     * over when the next is waited for. Where this machine is late, it is not so each time.
     */
    @Test
    void refusalsAreWrittenEachSecond() {
        limit("error", 0, null);
        event().statusCode(429);
        counted("error", "rate_limited", null, 1);
        var refused = new AtomicLong(1);

        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            var since = System.nanoTime();
            event().statusCode(429);
            counted("error", "rate_limited", null, refused.incrementAndGet());
            return System.nanoTime() - since < TimeUnit.SECONDS.toNanos(3);
        });
    }

    private long limit(String category, long amount, Long key) {
        return Samples.<Long>query(
                "insert into quota (tenant_id, project_id, key_id, category, amount, time_window)"
                        + " values (?, ?, ?, ?, ?, 'MONTH') returning id",
                project.tenant(),
                project.id(),
                key,
                category,
                amount);
    }

    private ValidatableResponse event() {
        return event(project);
    }

    private static ValidatableResponse event(Samples.Project to) {
        return Envelopes.request(to)
                .body(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke")))
                .post("/api/" + to.id() + "/envelope/")
                .then();
    }

    private ValidatableResponse send(String envelope) {
        return Envelopes.request(project)
                .body(envelope.getBytes(StandardCharsets.UTF_8))
                .post("/api/" + project.id() + "/envelope/")
                .then();
    }

    private long stored() {
        return Samples.<Long>query("select count(*) from event where tenant_id = ?", project.tenant());
    }

    private void counted(String category, String outcome, String reason, long quantity) {
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(Samples.<Object>query(
                        "select sum(quantity)::bigint from outcome_hour where tenant_id = ? and category = ?"
                                + " and outcome = ? and (?::text is null or reason = ?)",
                        project.tenant(),
                        category,
                        outcome,
                        reason,
                        reason))
                .isEqualTo(quantity));
    }
}
