package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IssueApiTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Samples.Project project;
    private Reader reader;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
    }

    @Test
    void anIssueHasTheShapeThatClientsOfSentryExpect() {
        var event = IssueRows.send(project, Envelopes.exception("KeyError", "'total'"));
        var issue = IssueRows.issueOf(event);

        reader.api()
                .get("/api/0/issues/" + issue + "/")
                .then()
                .statusCode(200)
                .body("id", equalTo(Long.toString(issue)))
                .body("shortId", equalTo("WEB-1"))
                .body("title", equalTo("KeyError: 'total'"))
                .body("metadata.type", equalTo("KeyError"))
                .body("metadata.value", equalTo("'total'"))
                .body("level", equalTo("error"))
                .body("status", equalTo("unresolved"))
                .body("count", equalTo("1"))
                .body("userCount", equalTo(1))
                .body("project.id", equalTo(Long.toString(project.id())))
                .body("project.slug", equalTo("web"))
                .body("permalink", containsString("/" + project.organization().slug() + "/web/issues/" + issue));
    }

    @Test
    void aShortIdIsAcceptedWhereverAnIdIs() {
        var event = IssueRows.send(project, Envelopes.exception("KeyError", "'total'"));

        reader.api().get("/api/0/issues/WEB-1/").then().body("shortId", equalTo("WEB-1"));
        reader.api().get("/api/0/issues/web-1/events/latest/").then().body("eventID", equalTo(event));
        reader.api()
                .contentType("application/json")
                .body("{\"status\":\"resolved\"}")
                .put("/api/0/issues/WEB-1/")
                .then()
                .statusCode(200)
                .body("status", equalTo("resolved"));
    }

    @Test
    void anEventTellsItsStackItsTagsAndItsUser() {
        var event = IssueRows.send(project, Envelopes.exception("KeyError", "'total'"));

        reader.api()
                .get("/api/0/projects/" + project.organization().slug() + "/web/events/" + event + "/")
                .then()
                .statusCode(200)
                .body("eventID", equalTo(event))
                .body("groupID", equalTo(Long.toString(IssueRows.issueOf(event))))
                .body("entries.find { it.type == 'exception' }.data.values[0].type", equalTo("KeyError"))
                .body("entries.find { it.type == 'exception' }.data.values[0].stacktrace.frames[0].lineNo", equalTo(7))
                .body(
                        "entries.find { it.type == 'exception' }.data.values[0].stacktrace.frames[0].inApp",
                        equalTo(true))
                .body("tags.find { it.key == 'area' }.value", equalTo("shop"))
                .body("tags.find { it.key == 'environment' }.value", equalTo("test"))
                .body("user.id", equalTo("7"))
                .body("release.version", equalTo("1.0"));
    }

    @Test
    void anUnchangedEventIsNotSentTwice() {
        var event = IssueRows.send(project, Envelopes.exception("KeyError", "'total'"));
        var path = "/api/0/projects/" + project.organization().slug() + "/web/events/" + event + "/";
        var tag = reader.api().get(path).then().extract().header("ETag");

        reader.api().header("If-None-Match", tag).get(path).then().statusCode(304);
    }

    @Test
    void manyAreResolvedAtOnceAndOnlyThoseNamed() {
        var first = IssueRows.issue(project, 1, "a", NOON);
        var second = IssueRows.issue(project, 2, "b", NOON);
        IssueRows.issue(project, 3, "c", NOON);

        reader.api()
                .contentType("application/json")
                .body("{\"status\":\"ignored\"}")
                .put("/api/0/projects/" + project.organization().slug() + "/web/issues/?id=" + first + "&id=" + second)
                .then()
                .statusCode(200)
                .body("status", equalTo("ignored"));

        assertThat(titles("is:ignored")).containsExactlyInAnyOrder("KeyError: a", "KeyError: b");
        assertThat(titles("is:unresolved")).containsExactly("KeyError: c");
    }

    @Test
    void aBulkChangeThatNamesNothingIsRefused() {
        reader.api()
                .contentType("application/json")
                .body("{\"status\":\"resolved\"}")
                .put("/api/0/projects/" + project.organization().slug() + "/web/issues/")
                .then()
                .statusCode(400);
    }

    @Test
    void aBulkChangeKeepsToTheProjectAndTheQueryThatItNames() {
        var api = Samples.project(project.organization(), "api");
        IssueRows.issue(project, 1, "mine", NOON);
        IssueRows.issue(project, 2, "other", NOON);
        IssueRows.issue(api, 1, "mine", NOON);

        resolve("?status=unresolved&query=mine&project=" + project.id(), 200);

        assertThat(Samples.<Long>query(
                        "select count(*) from issue where tenant_id = ? and status = 'RESOLVED'", project.tenant()))
                .isEqualTo(1);
        assertThat(titles("is:resolved")).containsExactly("KeyError: mine");
        assertThat(titles("is:unresolved")).containsExactlyInAnyOrder("KeyError: mine", "KeyError: other");
    }

    @Test
    void aBulkChangeIsRefusedRatherThanMadeTooLarge() {
        IssueRows.issue(project, 1, "a", NOON);

        for (var filter : List.of(
                "?status=unresolved&environment=production",
                "?status=unresolved&statsPeriod=24h",
                "?status=unresolved&query=is:open",
                "?id=WEB-1&query=a")) {
            resolve(filter, 400);
        }

        assertThat(titles("is:unresolved")).containsExactly("KeyError: a");
    }

    private void resolve(String filter, int status) {
        reader.api()
                .contentType("application/json")
                .body("{\"status\":\"resolved\"}")
                .put("/api/0/organizations/" + project.organization().slug() + "/issues/" + filter)
                .then()
                .statusCode(status);
    }

    @Test
    void aDeletedIssueIsGoneWithItsEvents() {
        var event = IssueRows.send(project, Envelopes.exception("KeyError", "'total'"));
        var issue = IssueRows.issueOf(event);

        reader.api().delete("/api/0/issues/" + issue + "/").then().statusCode(202);

        reader.api().get("/api/0/issues/" + issue + "/").then().statusCode(404);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(Samples.<Long>query("select count(*) from event where issue_id = ?", issue))
                                .isZero());
    }

    @Test
    void theLinkHeaderLeadsThroughAllPages() {
        for (int i = 1; i <= 5; i++) {
            IssueRows.issue(project, i, "n" + i, NOON.plusSeconds(i));
        }
        var path = "/api/0/organizations/" + project.organization().slug() + "/issues/?limit=2";
        var titles = new java.util.ArrayList<String>();
        for (var page = 0; page < 3; page++) {
            var answer = reader.api().get(path).then().statusCode(200).extract();
            titles.addAll(answer.<List<String>>path("metadata.value"));
            var next = answer.header("Link").split(", ")[1];
            assertThat(next).contains("rel=\"next\"; results=\"" + (page < 2) + "\"");
            path = next.substring(next.indexOf("/api"), next.indexOf('>'));
        }
        assertThat(titles).containsExactly("n5", "n4", "n3", "n2", "n1");
    }

    @Test
    void aQueryThatMakesNoSenseIsExplained() {
        reader.api()
                .queryParam("query", "is:open")
                .get("/api/0/organizations/" + project.organization().slug() + "/issues/")
                .then()
                .statusCode(400)
                .body("detail", containsString("is:unresolved"));
    }

    @Test
    void theEventsOfAnIssueAreListedLatestFirst() {
        var issue = IssueRows.issue(project, 1, "a", NOON);
        var now = Instant.now();
        var old = IssueRows.event(project, issue, now.minusSeconds(60));
        var young = IssueRows.event(project, issue, now);

        reader.api().get("/api/0/issues/" + issue + "/events/").then().body("eventID", contains(hex(young), hex(old)));
        reader.api().get("/api/0/issues/" + issue + "/events/?limit=1").then().body("$", hasSize(1));
    }

    @Test
    void aStrangerLearnsNothing() {
        var issue = IssueRows.issue(project, 1, "a", NOON);
        var stranger = Reader.of(Samples.project().organization());

        stranger.api().get("/api/0/issues/" + issue + "/").then().statusCode(404);
        stranger.api()
                .get("/api/0/organizations/" + project.organization().slug() + "/issues/")
                .then()
                .statusCode(404);
    }

    private List<String> titles(String query) {
        return reader.api()
                .queryParam("query", query)
                .get("/api/0/organizations/" + project.organization().slug() + "/issues/")
                .then()
                .statusCode(200)
                .extract()
                .path("title");
    }

    private static String hex(java.util.UUID id) {
        return id.toString().replace("-", "");
    }
}
