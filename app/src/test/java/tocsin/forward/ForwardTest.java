package tocsin.forward;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;
import tocsin.testing.WebReceiver;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ForwardTest {

    private static final JsonMapper JSON = new JsonMapper();

    private Webhooks web;

    @BeforeEach
    void open() throws IOException {
        web = new Webhooks();
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void aNewIssueIsPostedOnceAndSigned() throws IOException {
        var key = web.webhook("opened").path("key").asText();

        Envelopes.send(web.project, "Boom", "the bell cracked");
        Envelopes.send(web.project, "Boom", "the bell cracked");

        var posted = await().atMost(20, SECONDS).until(() -> web.receiver.posted(), all -> !all.isEmpty());
        var message = JSON.readTree(posted.getFirst().body());
        assertThat(message.path("type").asText()).isEqualTo("issue.opened");
        assertThat(message.path("project").path("slug").asText()).isEqualTo("web");
        assertThat(message.path("issue").path("title").asText()).isEqualTo("Boom: the bell cracked");
        assertThat(message.path("issue").path("shortId").asText()).isEqualTo("WEB-1");
        assertThat(message.path("issue").path("environments").get(0).asText()).isEqualTo("test");
        assertThat(posted.getFirst().header("Tocsin-Event")).isEqualTo("issue.opened");
        assertThat(posted.getFirst().header("Tocsin-Delivery"))
                .isEqualTo(message.path("id").asText());
        var signature = posted.getFirst().header("Tocsin-Signature");
        var sent = Long.parseLong(signature.substring(2, signature.indexOf(',')));
        assertThat(signature)
                .isEqualTo(Signature.of(key, sent, posted.getFirst().body()));
        assertThat(sent)
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
        web.awaitDelivery("sent", null);
        assertThat(web.receiver.posted()).hasSize(1);
    }

    @Test
    void theSignatureIsWhatTheDocumentationSays() {
        // Computed by: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac tcw_key
        assertThat(Signature.of("tcw_key", 1_700_000_000L, "{\"a\":1}"))
                .isEqualTo("t=1700000000,v1=072afcfa1c558ef45e39aa04ca417813c78ca9ee10f0cb13a0c4e377b062687f");
    }

    @Test
    void anIssueThatComesBackIsToldToThoseWhoWantThat() throws IOException {
        web.webhook("regressed");
        Envelopes.send(web.project, "Back", "again");
        var issue = web.awaitIssue();
        Samples.execute(
                "update issue set status = 'RESOLVED', status_at = now() - interval '1 second' where id = ?", issue);

        Envelopes.send(web.project, "Back", "again");
        Envelopes.send(web.project, "Back", "again");

        var posted = await().atMost(20, SECONDS).until(() -> web.receiver.posted(), all -> !all.isEmpty());
        var message = JSON.readTree(posted.getFirst().body());
        assertThat(message.path("type").asText()).isEqualTo("issue.regressed");
        assertThat(message.path("issue").path("id").asText()).isEqualTo(Long.toString(issue));
        web.awaitDelivery("sent", null);
        assertThat(web.receiver.posted()).hasSize(1);
    }

    @Test
    void onlyWhatIsSevereEnoughAndOfTheEnvironmentIsForwarded() throws IOException {
        web.create(Map.of(
                "kind", "webhook", "name", "Loud", "address", web.receiver.url("/"), "opened", true, "level", "fatal"));
        web.create(Map.of(
                "kind",
                "webhook",
                "name",
                "Test",
                "address",
                web.receiver.url("/test"),
                "opened",
                true,
                "environment",
                "TEST"));
        web.create(Map.of(
                "kind",
                "webhook",
                "name",
                "Live",
                "address",
                web.receiver.url("/live"),
                "opened",
                true,
                "environment",
                "live"));

        Envelopes.send(web.project, "Quiet", "an error in test");

        await().atMost(20, SECONDS).until(() -> !web.receiver.posted().isEmpty());
        web.awaitNothingLeft();
        assertThat(web.receiver.posted().stream().map(WebReceiver.Posted::path)).containsExactly("/test");
    }

    @Test
    void everyEventIsForwardedWithAllThatIsStoredOfIt() throws IOException {
        web.webhook("everyEvent");
        // Whoever writes events asks every few seconds which projects forward them.
        await().pollDelay(4, SECONDS).until(() -> true);

        var ids = List.of(
                Envelopes.send(web.project, "One", "first"),
                Envelopes.send(web.project, "One", "second"),
                Envelopes.send(web.project, "Two", "third"));

        await().atMost(20, SECONDS).until(() -> web.events().size() >= 3);
        web.awaitNothingLeft();
        assertThat(web.events().stream().map(event -> event.path("id").asText()))
                .containsExactlyInAnyOrderElementsOf(ids);
        var one = web.events().getFirst();
        assertThat(one.path("event")
                        .path("exception")
                        .path("values")
                        .get(0)
                        .path("type")
                        .asText())
                .isIn("One", "Two");
    }

    @Test
    void whatFailsIsTriedAgainAndItsErrorIsSeen() throws IOException {
        web.receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 503, "asleep"));
        web.webhook("opened");

        Envelopes.send(web.project, "Later", "please");

        web.awaitDelivery("waiting", "Answered 503: asleep");
        web.receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 200, "awake"));
        Samples.execute("update forward set retry_at = now() where project_id = ?", web.project.id());
        Samples.execute("update delivery set due_at = now() where project_id = ?", web.project.id());
        web.awaitDelivery("sent", null);
        assertThat(web.receiver.posted()).hasSizeGreaterThan(1);
        assertThat(web.receiver.posted().stream().map(WebReceiver.Posted::body).distinct())
                .as("the same message each time")
                .hasSize(1);
    }

    @Test
    void whatFailsForADayIsGivenUpWhereEverybodySeesItAndCanBeSentAgain() throws IOException {
        web.receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 500, "no"));
        var forward = web.webhook("opened").path("forward").path("id").asLong();
        Envelopes.send(web.project, "Lost", "cause");
        web.awaitDelivery("waiting", "Answered 500: no");

        Samples.execute(
                "update delivery set queued_at = now() - interval '25 hours', due_at = now() where forward_id = ?",
                forward);
        Samples.execute("update forward set retry_at = null where id = ?", forward);

        web.awaitDelivery("given-up", "Answered 500: no");
        web.page().get(web.pages("settings/deliveries")).then().body(containsString("given up"));
        web.receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 200, ""));
        Samples.execute("update forward set retry_at = null where id = ?", forward);
        web.api()
                .post(web.apis("deliveries/replays?forward=" + forward))
                .then()
                .statusCode(202)
                .body("deliveries", equalTo(1));
        web.awaitDelivery("sent", null);
    }
}
