package tocsin.forward;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
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

/** What a target may be, and who sees it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ForwardTargetTest {

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
    void aRedirectIsNotFollowed() throws IOException {
        web.receiver.answers((exchange, count) -> {
            exchange.getResponseHeaders().add("Location", web.receiver.url("/elsewhere"));
            WebReceiver.answer(exchange, 302, "");
        });
        var forward = web.webhook("opened").path("forward").path("id").asLong();

        web.api()
                .post(web.apis("projects/web/forwards/" + forward + "/samples"))
                .then()
                .statusCode(200)
                .body("taken", equalTo(false))
                .body("said", containsString("redirects are not followed"));

        assertThat(web.receiver.posted()).hasSize(1);
    }

    @Test
    void aSampleShowsWhatTheTargetAnswered() throws IOException {
        var forward = web.webhook("opened").path("forward").path("id").asLong();

        web.page()
                .post(web.pages("web/settings/forwarding/" + forward + "/samples"))
                .then()
                .statusCode(200)
                .body(containsString("Answered 200: thanks"));

        assertThat(JSON.readTree(web.receiver.posted().getFirst().body())
                        .path("type")
                        .asText())
                .isEqualTo("sample");
    }

    @Test
    void anEndlessAnswerIsNotListenedTo() throws IOException {
        web.receiver.answers((exchange, count) -> {
            exchange.sendResponseHeaders(200, 0);
            var piece = new byte[8_192];
            for (var at = 0; at < 100_000; at++) {
                exchange.getResponseBody().write(piece);
            }
        });
        var forward = web.webhook("opened").path("forward").path("id").asLong();
        var before = System.nanoTime();

        web.api()
                .post(web.apis("projects/web/forwards/" + forward + "/samples"))
                .then()
                .statusCode(200);

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
            web.api()
                    .body(Map.of("kind", "webhook", "name", "Bad", "address", address, "opened", true))
                    .post(web.apis("projects/web/forwards"))
                    .then()
                    .statusCode(409);
        }
        web.page()
                .formParam("kind", "webhook")
                .formParam("name", "Bad")
                .formParam("address", "http://10.0.0.1/")
                .formParam("facts", "opened")
                .contentType(ContentType.URLENC)
                .post(web.pages("web/settings/forwarding"))
                .then()
                .statusCode(422)
                .body(containsString("is not a public address"));
        web.api().get(web.apis("projects/web/forwards")).then().body("$", hasSize(0));
    }

    @Test
    void aKeyIsShownOnceAndNowhereAgain() throws IOException {
        var created = web.create(Map.of(
                "kind",
                "webhook",
                "name",
                "Hook",
                "address",
                web.receiver.url("/secret-path?token=x"),
                "opened",
                true));
        var key = created.path("key").asText();
        assertThat(key).startsWith("tcw_");

        for (var body : List.of(
                web.api().get(web.apis("projects/web/forwards")).asString(),
                web.api().get(web.apis("audit")).asString(),
                web.page().get(web.pages("web/settings/forwarding")).asString(),
                web.page().get(web.pages("settings/audit")).asString())) {
            assertThat(body)
                    .contains("Hook")
                    .doesNotContain(key)
                    .doesNotContain("secret-path")
                    .doesNotContain("token=x");
        }
        web.page().get(web.pages("settings/audit")).then().body(containsString("forward.create"));
    }

    @Test
    void whatIsDisabledGetsNothingAndWhatIsDeletedIsGone() throws IOException {
        var forward = web.webhook("opened").path("forward").path("id").asLong();
        web.api()
                .body(Map.of("active", false))
                .put(web.apis("projects/web/forwards/" + forward))
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
        Envelopes.send(web.project, "Nobody", "listens");
        web.awaitFactsTaken();

        web.api().get(web.apis("deliveries")).then().body("$", hasSize(0));
        web.page()
                .post(web.pages("web/settings/forwarding/" + forward + "/delete"))
                .then()
                .statusCode(303);
        web.page()
                .get(web.pages("web/settings/forwarding"))
                .then()
                .body(containsString("Nothing is forwarded"))
                .body(not(containsString("Hook")));
    }

    @Test
    void strangersAndOtherProjectsSeeNeitherTargetsNorDeliveries() throws IOException {
        var forward = web.webhook("opened").path("forward").path("id").asLong();
        Envelopes.send(web.project, "Hidden", "from others");
        web.awaitDelivery("sent", null);
        long delivery = Samples.query("select id from delivery where forward_id = ?", forward);
        Samples.project(web.project.organization(), "other");
        var stranger = Samples.project();
        var theirs = People.token(stranger.organization(), Role.OWNER);

        web.api().delete(web.apis("projects/other/forwards/" + forward)).then().statusCode(404);
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
}
