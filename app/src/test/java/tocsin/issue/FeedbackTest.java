package tocsin.issue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class FeedbackTest {

    private Samples.Project project;
    private Reader reader;
    private String page;
    private String api;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        page = "/" + project.organization().slug() + "/web/feedback";
        api = "/api/0/projects/" + project.organization().slug() + "/web/user-feedback/";
    }

    @Test
    void aProjectInWhichNobodyWroteSaysSo() {
        reader.page().get(page).then().statusCode(200).body(containsString("Nobody has written"));
    }

    @Test
    void whatAPersonWroteStandsInTheListAndOnTheIssueWithItsScreenshot() {
        var event = Envelopes.id();
        send(project, Envelopes.of(event, Envelopes.exception("Boom", "it broke")));
        var shot = "{\"type\":\"attachment\",\"filename\":\"shot.png\",\"length\":3}\nabc\n";
        send(project, feedback(Envelopes.id(), event, "<b>It hurts</b>", shot));
        long issue = Samples.<Long>query("select id from issue where project_id = ?", project.id());
        var home = page.replace("/feedback", "/issues/" + issue);

        for (var address : new String[] {page, home}) {
            reader.page()
                    .get(address)
                    .then()
                    .statusCode(200)
                    .body(containsString("&lt;b&gt;It hurts"))
                    .body(containsString("ada@example.org"))
                    .body(containsString(home + "/events/" + event))
                    .body(containsString("shot.png"))
                    .body(not(containsString("<b>It hurts")));
        }
    }

    @Test
    void everyPageOfALongListShowsOthers() {
        for (int i = 0; i < 60; i++) {
            send(project, feedback(Envelopes.id(), Envelopes.id(), "number " + i + ".", ""));
        }

        var seen = new HashSet<String>();
        var address = page;
        for (int pages = 1; address != null; pages++) {
            assertThat(pages).isLessThanOrEqualTo(3);
            var body =
                    reader.page().get(address).then().statusCode(200).extract().asString();
            var numbers = Pattern.compile("number \\d+\\.").matcher(body);
            while (numbers.find()) {
                assertThat(seen.add(numbers.group())).as(numbers.group()).isTrue();
            }
            var older = Pattern.compile("href=\"([^\"]*cursor=[^\"]*)\" rel=\"next\"")
                    .matcher(body);
            address = older.find() ? older.group(1).replace("&amp;", "&") : null;
        }
        assertThat(seen).hasSize(60);
    }

    @Test
    void programsReadAndWriteItInSentrysShape() {
        var event = Envelopes.id();
        send(project, Envelopes.of(event, Envelopes.exception("Boom", "it broke")));
        var body =
                "{\"event_id\":\"" + event + "\",\"name\":\"Ada\",\"email\":\"ada@example.org\",\"comments\":\"ouch\"}";
        for (int twice = 0; twice < 2; twice++) {
            reader.api()
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(api)
                    .then()
                    .statusCode(200)
                    .body("comments", equalTo("ouch"));
        }

        reader.api()
                .get(api)
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].eventID", equalTo(event))
                .body("[0].name", equalTo("Ada"))
                .body(
                        "[0].issue.id",
                        equalTo(Samples.<Long>query("select id from issue where project_id = ?", project.id())
                                .toString()))
                .header("Link", containsString("rel=\"next\"; results=\"false\""));
        reader.api()
                .contentType(ContentType.JSON)
                .body("{\"comments\":\"ouch\"}")
                .post(api)
                .then()
                .statusCode(400);
        reader.api()
                .contentType(ContentType.JSON)
                .body("{\"event_id\":\"" + event + "\"}")
                .post(api)
                .then()
                .statusCode(400);
    }

    @Test
    void strangersReadNothingAndViewersWriteNothing() {
        send(project, feedback(Envelopes.id(), Envelopes.id(), "secret words", ""));
        var stranger = Reader.of(Samples.organization());
        var viewer = Reader.of(project.organization(), "VIEWER");

        stranger.page().get(page).then().statusCode(404);
        stranger.api().get(api).then().statusCode(404);
        viewer.api()
                .contentType(ContentType.JSON)
                .body("{\"event_id\":\"" + Envelopes.id() + "\",\"comments\":\"x\"}")
                .post(api)
                .then()
                .statusCode(403);
    }

    static byte[] feedback(String id, String event, String message, String more) {
        return ("{\"event_id\":\"" + id + "\"}\n{\"type\":\"feedback\"}\n"
                        + "{\"contexts\":{\"feedback\":{\"message\":\"" + message
                        + "\",\"contact_email\":\"ada@example.org\",\"associated_event_id\":\"" + event + "\"}}}\n"
                        + more)
                .getBytes(StandardCharsets.UTF_8);
    }

    static void send(Samples.Project project, byte[] envelope) {
        given().header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .contentType("application/octet-stream")
                .body(envelope)
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
    }
}
