package tocsin.forward;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.testing.Envelopes.uuid;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tocsin.event.Payload;
import tocsin.grouping.Grouping;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;
import tocsin.testing.WebReceiver;

/** Targets that do not take what they get, or are slow to. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DeadTargetTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Samples.Project project = Samples.project();

    @Test
    void aDeadTargetIsCalledLessAndLessHoweverMuchWaitsForIt() throws IOException {
        try (var receiver = new WebReceiver()) {
            receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 503, "dead"));
            var forward = webhook(receiver);
            Samples.execute(
                    "insert into delivery (tenant_id, project_id, forward_id, kind, subject, body)"
                            + " select ?, ?, ?, 'OPENED', 'x', '{\"id\":\"1\"}' from generate_series(1, 100) n",
                    project.tenant(),
                    project.id(),
                    forward);

            for (var failures = 1; failures <= 6; failures++) {
                awaitFailures(forward, failures);
                if (failures < 6) {
                    Samples.execute("update forward set retry_at = now() where id = ?", forward);
                }
            }

            assertThat(receiver.posted()).hasSize(6);
            assertThat(Samples.<Long>query(
                            "select extract(epoch from retry_at - now())::bigint from forward where id = ?", forward))
                    .as("half of 5 seconds doubled five times, and some are gone")
                    .isGreaterThan(60);
        }
    }

    /** Between two of its parts a delivery's time runs out nearly; it is this process's all the same. */
    @Test
    void aDeliveryOfManyPartsIsKeptUntilTheLast() throws IOException {
        try (var receiver = new WebReceiver()) {
            var seconds = new CopyOnWriteArrayList<Long>();
            receiver.answers((exchange, count) -> {
                seconds.add(Samples.<Long>query(
                        "select extract(epoch from due_at - now())::bigint from delivery where project_id = ?",
                        project.id()));
                Samples.execute(
                        "update delivery set due_at = now() + interval '30 seconds' where project_id = ?",
                        project.id());
                WebReceiver.answer(exchange, 200, "");
            });
            var ids = new ArrayList<UUID>();
            for (var count = 0; count < 21; count++) {
                ids.add(uuid(Envelopes.send(project, "Boom", "Part " + count)));
            }
            deliver(webhook(receiver), ids);

            await().atMost(20, SECONDS).until(() -> seconds.size() == 3);
            assertThat(seconds).allMatch(left -> left > 500);
        }
    }

    /** Together they would be ten megabytes for each target that is called, and far more while they are read. */
    @Test
    void largeEventsGoInMorePartsAndEachOnce() throws IOException {
        try (var receiver = new WebReceiver()) {
            var ids = new ArrayList<UUID>();
            for (var count = 0; count < 12; count++) {
                ids.add(UUID.randomUUID());
                store(ids.getLast(), count % 3 == 0 ? 200_000 : 10);
            }
            ids.add(5, UUID.randomUUID());

            deliver(webhook(receiver), ids);

            await().atMost(20, SECONDS)
                    .until(
                            () -> Samples.<String>query(
                                    "select state from delivery where project_id = ?", project.id()),
                            "SENT"::equals);
            assertThat(receiver.posted()).allMatch(posted -> posted.body().length() < 600_000);
            var got = new ArrayList<String>();
            for (var posted : receiver.posted()) {
                JSON.readTree(posted.body())
                        .path("events")
                        .forEach(event -> got.add(event.path("id").asText()));
            }
            ids.remove(5);
            assertThat(got)
                    .containsExactlyInAnyOrderElementsOf(ids.stream()
                            .map(id -> id.toString().replace("-", ""))
                            .toList());
        }
    }

    /** As it is stored, with so many characters more than it needs. */
    private void store(UUID id, int size) {
        var sent = JSON.createObjectNode().put("event_id", id.toString().replace("-", ""));
        var crumbs = sent.putObject("breadcrumbs").putArray("values");
        for (var left = size; left > 0; left -= 8_000) {
            crumbs.addObject().put("message", "d".repeat(Math.min(left, 8_000)));
        }
        var event = EventParser.parse(sent, Received.at(Instant.now()));
        Samples.execute(
                "insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,"
                        + " environment, title, payload_format, payload)"
                        + " values (?, ?, ?, 1, now(), now(), 3, 'java', 'test', 'Boom', ?, ?)",
                project.tenant(),
                project.id(),
                id,
                Payload.FORMAT,
                Payload.encode(event, Grouping.of(event)));
    }

    private static void awaitFailures(long forward, int failures) {
        await().atMost(20, SECONDS)
                .until(() -> Samples.<Integer>query("select failures from forward where id = ?", forward) == failures);
    }

    private long webhook(WebReceiver receiver) {
        return Samples.<Long>query(
                "insert into forward (tenant_id, project_id, kind, name, address, secret, opened, regressed, every_event)"
                        + " values (?, ?, 'WEBHOOK', 'Hook', ?, 'key', false, false, false) returning id",
                project.tenant(),
                project.id(),
                receiver.url("/"));
    }

    private void deliver(long forward, List<UUID> ids) {
        Samples.execute(
                "insert into delivery (tenant_id, project_id, forward_id, kind, subject, events, events_from)"
                        + " values (?, ?, ?, 'STORED', 'events', ?, now() - interval '1 minute')",
                project.tenant(),
                project.id(),
                forward,
                bytes(ids));
    }

    private static byte[] bytes(List<UUID> ids) {
        var bytes = ByteBuffer.allocate(16 * ids.size());
        ids.forEach(id -> bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        return bytes.array();
    }
}
