package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static tocsin.testing.Envelopes.uuid;
import static tocsin.testing.Samples.outcome;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** What comes beside events: files, words of people, and what SDKs say of themselves. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class BesideEventsTest {

    private static final String EVENT = Envelopes.exception("Boom", "it broke");

    private Samples.Project project;

    @BeforeEach
    void newProject() {
        project = Samples.project();
    }

    @Test
    void aFileIsCommittedWithItsEventByteForByte() throws Exception {
        var id = Envelopes.id();
        var file = new byte[1_000_000];
        new Random(1).nextBytes(file);

        send(with(Envelopes.of(id, EVENT), "attachment", ",\"filename\":\"/tmp/core.bin\"", file))
                .statusCode(200)
                .body("id", equalTo(id));

        assertThat(Samples.<String>query("select name from attachment where event_id = ?", uuid(id)))
                .isEqualTo("core.bin");
        assertThat(Samples.<Long>query("select size from attachment where event_id = ?", uuid(id)))
                .isEqualTo(file.length);
        assertThat(stored(id)).isEqualTo(file);
        assertThat(Samples.<byte[]>query("select sha256 from attachment where event_id = ?", uuid(id)))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(file));
        assertThat(outcome(project, "attachment", "stored")).isEqualTo(file.length);
        assertThat(outcome(project, "error", "stored")).isEqualTo(1);
    }

    @Test
    void theSameFileSentTwiceIsThereOnce() throws Exception {
        var id = Envelopes.id();
        var envelope = with(Envelopes.of(id, EVENT), "attachment", ",\"filename\":\"log.txt\"", "hello".getBytes());

        send(envelope).statusCode(200);
        send(envelope).statusCode(200);

        assertThat(Samples.<Long>query("select count(*) from attachment where event_id = ?", uuid(id)))
                .isEqualTo(1);
        assertThat(outcome(project, "attachment", "filtered")).isEqualTo(5);
    }

    @Test
    void whatCameBeforeMidnightIsKnownAfterIt() throws Exception {
        var id = Envelopes.id();
        var file = with(Envelopes.of(id, EVENT), "attachment", ",\"filename\":\"log.txt\"", "hello".getBytes());
        var words = ("{\"event_id\":\"" + id + "\"}\n{\"type\":\"user_report\"}\n{\"event_id\":\"" + id
                        + "\",\"comments\":\"ouch\"}\n")
                .getBytes(StandardCharsets.UTF_8);
        send(file).statusCode(200);
        send(words).statusCode(200);
        for (var table : new String[] {"event", "attachment", "attachment_chunk", "feedback"}) {
            Samples.execute(
                    "update " + table + " set received_at = received_at - interval '1 day' where tenant_id = ?",
                    project.tenant());
        }

        send(file).statusCode(200);
        send(words).statusCode(200);

        for (var table : new String[] {"event", "attachment", "attachment_chunk", "feedback"}) {
            assertThat(Samples.<Long>query("select count(*) from " + table + " where tenant_id = ?", project.tenant()))
                    .as(table)
                    .isEqualTo(1);
        }
        assertThat(outcome(project, "attachment", "filtered")).isEqualTo(5);
        assertThat(outcome(project, "feedback", "filtered")).isEqualTo(1);
    }

    @Test
    void aFileAboveTheLimitIsDroppedAndTheEventKept() throws Exception {
        var id = Envelopes.id();
        var large = new byte[100 * 1024 * 1024 + 1];

        send(with(Envelopes.of(id, EVENT), "attachment", ",\"filename\":\"large.bin\"", large))
                .statusCode(200);

        assertThat(Samples.<Long>query("select count(*) from attachment where event_id = ?", uuid(id)))
                .isZero();
        assertThat(outcome(project, "attachment", "invalid")).isEqualTo(large.length);
        assertThat(outcome(project, "error", "stored")).isEqualTo(1);
    }

    @Test
    void aFileWithoutAnEventIsCountedAndNotKept() throws Exception {
        send(with("{}\n".getBytes(), "attachment", ",\"filename\":\"log.txt\"", "hello".getBytes()))
                .statusCode(200);

        assertThat(outcome(project, "attachment", "invalid")).isEqualTo(5);
    }

    @Test
    void aFileThatCannotBeWrittenCostsNoEventAndIsToldWhenItStandsAlone() throws Exception {
        var leaf = Samples.<String>query("select 'attachment_' || to_char(now() at time zone 'UTC', 'YYYYMMDD')");
        var id = Envelopes.id();
        Samples.execute("revoke insert on " + leaf + " from tocsin_ingest");
        try {
            send(with(Envelopes.of(id, EVENT), "attachment", ",\"filename\":\"log.txt\"", "hello".getBytes()))
                    .statusCode(200);
            given().queryParam("sentry_key", project.key())
                    .multiPart("file", "log.txt", "hello".getBytes(), "text/plain")
                    .post("/api/" + project.id() + "/events/" + id + "/attachments/")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", org.hamcrest.Matchers.notNullValue());
        } finally {
            Samples.execute("grant insert on " + leaf + " to tocsin_ingest");
        }

        assertThat(outcome(project, "error", "stored")).isEqualTo(1);
        assertThat(outcome(project, "attachment", "invalid")).isEqualTo(5);
    }

    @Test
    void whatAPersonWroteIsKeptOnce() {
        var id = Envelopes.id();
        var event = Envelopes.id();
        var feedback = "{\"event_id\":\"" + id + "\"}\n{\"type\":\"feedback\"}\n"
                + "{\"environment\":\"test\",\"contexts\":{\"feedback\":{\"message\":\"It \u0000hurts\","
                + "\"contact_email\":\"ada@example.org\",\"associated_event_id\":\"" + event + "\"}}}\n";
        var report = "{\"event_id\":\"" + event + "\"}\n{\"type\":\"user_report\"}\n{\"event_id\":\"" + event
                + "\",\"name\":\"Ada\",\"comments\":\"old way\"}\n";

        for (var envelope : new String[] {feedback, feedback, report, report}) {
            send(envelope.getBytes(StandardCharsets.UTF_8)).statusCode(200);
        }

        assertThat(Samples.<Long>query("select count(*) from feedback where tenant_id = ?", project.tenant()))
                .isEqualTo(2);
        assertThat(Samples.<UUID>query("select event_id from feedback where feedback_id = ?", uuid(id)))
                .isEqualTo(uuid(event));
        assertThat(outcome(project, "feedback", "stored")).isEqualTo(2);
        assertThat(outcome(project, "feedback", "filtered")).isEqualTo(2);
    }

    private byte[] stored(String id) throws Exception {
        var content = new ByteArrayOutputStream();
        var count = Samples.<Long>query(
                "select count(*) from attachment_chunk c join attachment a using (tenant_id, attachment_id, received_at)"
                        + " where a.event_id = ?",
                uuid(id));
        for (int number = 0; number < count; number++) {
            content.write(Samples.<byte[]>query(
                    "select c.bytes from attachment_chunk c"
                            + " join attachment a using (tenant_id, attachment_id, received_at)"
                            + " where a.event_id = ? and c.number = ?",
                    uuid(id),
                    number));
        }
        return content.toByteArray();
    }

    private static byte[] with(byte[] envelope, String type, String headers, byte[] payload) throws Exception {
        var all = new ByteArrayOutputStream();
        all.write(envelope);
        all.write(("{\"type\":\"" + type + "\",\"length\":" + payload.length + headers + "}\n").getBytes());
        all.write(payload);
        all.write('\n');
        return all.toByteArray();
    }

    private ValidatableResponse send(byte[] envelope) {
        return given().header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .contentType("application/octet-stream")
                .body(envelope)
                .post("/api/" + project.id() + "/envelope/")
                .then();
    }
}
