package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.testing.Envelopes.uuid;
import static tocsin.testing.Samples.outcome;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Events with files while the database takes nothing: none is refused because of what it brings along. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
@TestProfile(FilesMeanwhileTest.WithSpool.class)
class FilesMeanwhileTest {

    public static final class WithSpool implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            var spool = Path.of("target/test-spool").toAbsolutePath().toString();
            return Map.of("TOCSIN_SPOOL", spool, "TOCSIN_SPOOL_FLOOR_MEGABYTES", "1");
        }
    }

    private static final String EVENT = Envelopes.exception("Boom", "it broke");
    private static final byte[] SMALL = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
    private static final byte[] LARGE = new byte[(1 << 20) + 1];

    private Samples.Project project;

    @BeforeEach
    void aProjectIsKnown() {
        project = Samples.project();
        Envelopes.send(project, EVENT);
    }

    @AfterEach
    void back() {
        IngestDatabase.back();
    }

    @Test
    void anEventGoesInWithASmallFileAndWithoutALargeOne() {
        var id = Envelopes.id();
        var report = "{\"event_id\":\"" + id + "\",\"comments\":\"ouch\"}";
        IngestDatabase.away();

        var answer = send(all(
                Envelopes.of(id, EVENT),
                item("attachment", SMALL),
                item("attachment", LARGE),
                item("user_report", report.getBytes(StandardCharsets.UTF_8))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.path("id").toString()).isEqualTo(id);
        IngestDatabase.back();
        stored(2);
        assertThat(Samples.<byte[]>query(
                        "select string_agg(bytes, '' order by number) from attachment_chunk where tenant_id = ?",
                        project.tenant()))
                .isEqualTo(SMALL);
        assertThat(Samples.<Long>query("select count(*) from feedback where event_id = ?", uuid(id)))
                .isEqualTo(1);
        assertThat(outcome(project, "attachment", "stored")).isEqualTo(SMALL.length);
        assertThat(outcome(project, "attachment", "invalid")).isEqualTo(LARGE.length);
        assertThat(outcome(project, "feedback", "stored")).isEqualTo(1);
    }

    @Test
    void aFileThatComesAloneIsKeptOrAskedForAgain() {
        var event = Envelopes.id();
        IngestDatabase.away();

        assertThat(send(event, SMALL).statusCode()).isEqualTo(201);
        var large = send(event, LARGE);

        assertThat(large.statusCode()).isEqualTo(503);
        assertThat(large.header("Retry-After")).isNotNull();
        IngestDatabase.back();
        await().atMost(Duration.ofSeconds(30)).until(() -> outcome(project, "attachment", "stored") == SMALL.length);
        assertThat(Samples.<Long>query("select size from attachment where event_id = ?", uuid(event)))
                .isEqualTo(SMALL.length);
    }

    @Test
    void filesThatWaitForADatabaseThatHangsHinderNoEvent() throws Exception {
        var events = 12;
        try (var hanging = Postgres.superuser();
                var statement = hanging.createStatement();
                var senders = Executors.newFixedThreadPool(events)) {
            hanging.setAutoCommit(false);
            statement.execute("lock table attachment in access exclusive mode");

            var answers = senders.invokeAll(IntStream.range(0, events)
                    .<Callable<Response>>mapToObj(
                            n -> () -> send(all(Envelopes.of(Envelopes.id(), EVENT), item("attachment", LARGE))))
                    .toList());

            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            hanging.rollback();
        }

        stored(events + 1);
        assertThat(outcome(project, "attachment", "invalid")).isEqualTo((long) events * LARGE.length);
    }

    private void stored(long events) {
        await().atMost(Duration.ofSeconds(30)).until(() -> outcome(project, "error", "stored") == events);
        assertThat(Samples.<Long>query("select count(*) from event where tenant_id = ?", project.tenant()))
                .isEqualTo(events);
    }

    private static byte[] item(String type, byte[] payload) {
        var head = "{\"type\":\"%s\",\"length\":%d,\"filename\":\"log.txt\"}\n".formatted(type, payload.length);
        return all(head.getBytes(StandardCharsets.UTF_8), payload, new byte[] {'\n'});
    }

    private static byte[] all(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private Response send(byte[] envelope) {
        return Envelopes.request(project).body(envelope).post("/api/" + project.id() + "/envelope/");
    }

    private Response send(String event, byte[] file) {
        return Envelopes.request(project)
                .contentType("multipart/form-data")
                .multiPart("file", "log.txt", file, "text/plain")
                .post("/api/" + project.id() + "/events/" + event + "/attachments/");
    }
}
