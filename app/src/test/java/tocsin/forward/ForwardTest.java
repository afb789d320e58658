package tocsin.forward;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.Envelopes;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;
import tocsin.testing.WebReceiver;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ForwardTest {

    private static final JsonMapper JSON = new JsonMapper();

    private Samples.Project project;
    private People.Somebody owner;
    private String token;
    private WebReceiver receiver;

    @BeforeEach
    void newProject() throws IOException {
        project = Samples.project();
        owner = People.member(project.organization(), Role.OWNER);
        token = People.token(project.organization(), owner);
        receiver = new WebReceiver();
        Samples.execute(
                "insert into mail_preference (tenant_id, project_id, user_id, wants) values (?, ?, ?, false)",
                project.tenant(),
                project.id(),
                owner.id());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aNewIssueIsPostedOnceAndSigned() throws IOException {
        var key = webhook("opened").path("key").asText();

        send("Boom", "the bell cracked");
        send("Boom", "the bell cracked");

        var posted = await().atMost(20, SECONDS).until(() -> receiver.posted(), all -> !all.isEmpty());
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
        awaitDelivery("sent", null);
        assertThat(receiver.posted()).hasSize(1);
    }

    @Test
    void theSignatureIsWhatTheDocumentationSays() {
        // Computed by: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac tcw_key
        assertThat(Signature.of("tcw_key", 1_700_000_000L, "{\"a\":1}"))
                .isEqualTo("t=1700000000,v1=072afcfa1c558ef45e39aa04ca417813c78ca9ee10f0cb13a0c4e377b062687f");
    }

    @Test
    void anIssueThatComesBackIsToldToThoseWhoWantThat() throws IOException {
        webhook("regressed");
        send("Back", "again");
        var issue = awaitIssue();
        Samples.execute(
                "update issue set status = 'RESOLVED', status_at = now() - interval '1 second' where id = ?", issue);

        send("Back", "again");
        send("Back", "again");

        var posted = await().atMost(20, SECONDS).until(() -> receiver.posted(), all -> !all.isEmpty());
        var message = JSON.readTree(posted.getFirst().body());
        assertThat(message.path("type").asText()).isEqualTo("issue.regressed");
        assertThat(message.path("issue").path("id").asText()).isEqualTo(Long.toString(issue));
        awaitDelivery("sent", null);
        assertThat(receiver.posted()).hasSize(1);
    }

    @Test
    void onlyWhatIsSevereEnoughAndOfTheEnvironmentIsForwarded() throws IOException {
        create(Map.of(
                "kind", "webhook", "name", "Loud", "address", receiver.url("/"), "opened", true, "level", "fatal"));
        create(Map.of(
                "kind",
                "webhook",
                "name",
                "Test",
                "address",
                receiver.url("/test"),
                "opened",
                true,
                "environment",
                "TEST"));
        create(Map.of(
                "kind",
                "webhook",
                "name",
                "Live",
                "address",
                receiver.url("/live"),
                "opened",
                true,
                "environment",
                "live"));

        send("Quiet", "an error in test");

        await().atMost(20, SECONDS).until(() -> !receiver.posted().isEmpty());
        awaitNothingLeft();
        assertThat(receiver.posted().stream().map(WebReceiver.Posted::path)).containsExactly("/test");
    }

    @Test
    void everyEventIsForwardedWithAllThatIsStoredOfIt() throws IOException {
        webhook("everyEvent");
        // Whoever writes events asks every few seconds which projects forward them.
        await().pollDelay(4, SECONDS).until(() -> true);

        var ids = List.of(send("One", "first"), send("One", "second"), send("Two", "third"));

        await().atMost(20, SECONDS).until(() -> events().size() >= 3);
        awaitNothingLeft();
        assertThat(events().stream().map(event -> event.path("id").asText())).containsExactlyInAnyOrderElementsOf(ids);
        var one = events().getFirst();
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
        receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 503, "asleep"));
        webhook("opened");

        send("Later", "please");

        awaitDelivery("waiting", "Answered 503: asleep");
        receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 200, "awake"));
        Samples.execute("update forward set retry_at = now() where project_id = ?", project.id());
        Samples.execute("update delivery set due_at = now() where project_id = ?", project.id());
        awaitDelivery("sent", null);
        assertThat(receiver.posted()).hasSizeGreaterThan(1);
        assertThat(receiver.posted().stream().map(WebReceiver.Posted::body).distinct())
                .as("the same message each time")
                .hasSize(1);
    }

    @Test
    void whatFailsForADayIsGivenUpWhereEverybodySeesItAndCanBeSentAgain() throws IOException {
        receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 500, "no"));
        var forward = webhook("opened").path("forward").path("id").asLong();
        send("Lost", "cause");
        awaitDelivery("waiting", "Answered 500: no");

        Samples.execute(
                "update delivery set queued_at = now() - interval '25 hours', due_at = now() where forward_id = ?",
                forward);
        Samples.execute("update forward set retry_at = null where id = ?", forward);

        awaitDelivery("given-up", "Answered 500: no");
        page().get(pages("settings/deliveries")).then().body(containsString("given up"));
        receiver.answers((exchange, count) -> WebReceiver.answer(exchange, 200, ""));
        Samples.execute("update forward set retry_at = null where id = ?", forward);
        api().post(apis("deliveries/replays?forward=" + forward))
                .then()
                .statusCode(202)
                .body("deliveries", equalTo(1));
        awaitDelivery("sent", null);
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        receiver.answers((exchange, count) -> {
            exchange.getResponseHeaders().add("Location", receiver.url("/elsewhere"));
            WebReceiver.answer(exchange, 302, "");
        });
        var forward = webhook("opened").path("forward").path("id").asLong();

        api().post(apis("projects/web/forwards/" + forward + "/samples"))
                .then()
                .statusCode(200)
                .body("taken", equalTo(false))
                .body("said", containsString("redirects are not followed"));

        assertThat(receiver.posted()).hasSize(1);
    }

    @Test
    void aSampleShowsWhatTheTargetAnswered() throws IOException {
        var forward = webhook("opened").path("forward").path("id").asLong();

        page().post(pages("web/settings/forwarding/" + forward + "/samples"))
                .then()
                .statusCode(200)
                .body(containsString("Answered 200: thanks"));

        assertThat(JSON.readTree(receiver.posted().getFirst().body())
                        .path("type")
                        .asText())
                .isEqualTo("sample");
    }

    @Test
    void anEndlessAnswerIsNotListenedTo() throws IOException {
        receiver.answers((exchange, count) -> {
            exchange.sendResponseHeaders(200, 0);
            var piece = new byte[8_192];
            for (var at = 0; at < 100_000; at++) {
                exchange.getResponseBody().write(piece);
            }
        });
        var forward = webhook("opened").path("forward").path("id").asLong();
        var before = System.nanoTime();

        api().post(apis("projects/web/forwards/" + forward + "/samples")).then().statusCode(200);

        assertThat(System.nanoTime() - before).isLessThan(SECONDS.toNanos(14));
    }

    @Test
    void addressesThatAreNotPublicAreRefusedBeforeAnythingIsStored() {
        for (var address : List.of(
                "http://[::1]/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:169.254.169.254]/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "http://user:password@example.org/",
                "nonsense")) {
            api().body(Map.of("kind", "webhook", "name", "Bad", "address", address, "opened", true))
                    .post(apis("projects/web/forwards"))
                    .then()
                    .statusCode(409);
        }
        page().formParam("kind", "webhook")
                .formParam("name", "Bad")
                .formParam("address", "http://10.0.0.1/")
                .formParam("facts", "opened")
                .contentType(ContentType.URLENC)
                .post(pages("web/settings/forwarding"))
                .then()
                .statusCode(422)
                .body(containsString("is not a public address"));
        api().get(apis("projects/web/forwards")).then().body("$", hasSize(0));
    }

    @Test
    void aKeyIsShownOnceAndNowhereAgain() throws IOException {
        var created = create(Map.of(
                "kind", "webhook", "name", "Hook", "address", receiver.url("/secret-path?token=x"), "opened", true));
        var key = created.path("key").asText();
        assertThat(key).startsWith("tcw_");

        for (var body : List.of(
                api().get(apis("projects/web/forwards")).asString(),
                api().get(apis("audit")).asString(),
                page().get(pages("web/settings/forwarding")).asString(),
                page().get(pages("settings/audit")).asString())) {
            assertThat(body)
                    .contains("Hook")
                    .doesNotContain(key)
                    .doesNotContain("secret-path")
                    .doesNotContain("token=x");
        }
        page().get(pages("settings/audit")).then().body(containsString("forward.create"));
    }

    @Test
    void whatIsDisabledGetsNothingAndWhatIsDeletedIsGone() throws IOException {
        var forward = webhook("opened").path("forward").path("id").asLong();
        api().body(Map.of("active", false))
                .put(apis("projects/web/forwards/" + forward))
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
        send("Nobody", "listens");
        awaitFactsTaken();

        api().get(apis("deliveries")).then().body("$", hasSize(0));
        page().post(pages("web/settings/forwarding/" + forward + "/delete"))
                .then()
                .statusCode(303);
        page().get(pages("web/settings/forwarding"))
                .then()
                .body(containsString("Nothing is forwarded"))
                .body(not(containsString("Hook")));
    }

    @Test
    void strangersAndOtherProjectsSeeNeitherTargetsNorDeliveries() throws IOException {
        var forward = webhook("opened").path("forward").path("id").asLong();
        send("Hidden", "from others");
        awaitDelivery("sent", null);
        long delivery = Samples.query("select id from delivery where forward_id = ?", forward);
        Samples.project(project.organization(), "other");
        var stranger = Samples.project();
        var theirs = People.token(stranger.organization(), Role.OWNER);

        api().delete(apis("projects/other/forwards/" + forward)).then().statusCode(404);
        var foreign = given().header("Authorization", "Bearer " + theirs);
        var org = "/api/v1/organizations/" + stranger.organization().slug() + "/";
        foreign.get(org + "deliveries").then().statusCode(200).body("$", hasSize(0));
        given().header("Authorization", "Bearer " + theirs)
                .post(org + "deliveries/" + delivery + "/replays")
                .then()
                .statusCode(404);
        given().header("Authorization", "Bearer " + theirs)
                .delete(org + "projects/web/forwards/" + forward)
                .then()
                .statusCode(404);
    }

    private JsonNode webhook(String fact) throws IOException {
        return create(Map.of("kind", "webhook", "name", "Hook", "address", receiver.url("/hook"), fact, true));
    }

    private JsonNode create(Map<String, Object> forward) throws IOException {
        return JSON.readTree(api().body(forward)
                .post(apis("projects/web/forwards"))
                .then()
                .statusCode(201)
                .extract()
                .asString());
    }

    private List<JsonNode> events() throws IOException {
        var events = new java.util.ArrayList<JsonNode>();
        for (var posted : receiver.posted()) {
            JSON.readTree(posted.body()).path("events").forEach(events::add);
        }
        return events;
    }

    private String send(String type, String value) {
        var id = Envelopes.id();
        given().body(Envelopes.of(id, Envelopes.exception(type, value)))
                .contentType("application/x-sentry-envelope")
                .post("/api/" + project.id() + "/envelope/?sentry_key=" + project.key())
                .then()
                .statusCode(200);
        return id;
    }

    private long awaitIssue() {
        return await().atMost(10, SECONDS)
                .until(
                        () -> Samples.<Long>query("select id from issue where project_id = ?", project.id()),
                        id -> id != null);
    }

    private void awaitDelivery(String state, String error) {
        await().atMost(30, SECONDS).untilAsserted(() -> api().get(apis("deliveries?state=" + state))
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].lastError", equalTo(error)));
    }

    private void awaitFactsTaken() {
        await().atMost(20, SECONDS)
                .until(() ->
                        Samples.<Long>query("select count(*) from outbox where project_id = ?", project.id()) == 0);
    }

    private void awaitNothingLeft() {
        awaitFactsTaken();
        await().atMost(20, SECONDS)
                .until(() -> Samples.<Long>query(
                                "select count(*) from delivery where project_id = ? and state = 'WAITING'",
                                project.id())
                        == 0);
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private RequestSpecification page() {
        return given().cookie(People.COOKIE, owner.session())
                .header("X-CSRF-Token", owner.csrf())
                .redirects()
                .follow(false);
    }

    private String apis(String path) {
        return "/api/v1/organizations/" + project.organization().slug() + "/" + path;
    }

    private String pages(String path) {
        return "/" + project.organization().slug() + "/" + path;
    }
}
