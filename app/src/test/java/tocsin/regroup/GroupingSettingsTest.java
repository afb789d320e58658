package tocsin.regroup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.grouping.GroupingVersion;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** What a project chose of its grouping, seen in which issues its events come to, and in what was foretold. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class GroupingSettingsTest {

    private Samples.Project project;
    private Reader reader;
    private String page;
    private String key;
    private String api;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        key = project.key();
        reader = Reader.of(project.organization());
        page = "/" + project.organization().slug() + "/web/settings/grouping";
        api = "/api/v1/organizations/" + project.organization().slug() + "/projects/web/grouping";
    }

    @Test
    void aRuleThatWasSavedOnThePageGroupsWhatComesNext() {
        reader.page()
                .formParam("rules", "type:Boom -> both\r\ntype:Bang -> both")
                .post(page)
                .then()
                .statusCode(303);

        send("Boom");
        send("Bang");

        assertThat(issues()).isEqualTo(1);
        assertThat(audited("project.grouping-rules")).isEqualTo(1);
        reader.page().get(page).then().statusCode(200).body(containsString("type:Bang -&gt; both"));
    }

    @Test
    void theIssueSaysWhichRuleTookEffect() {
        rules("# ours\ntype:Boom -> both").statusCode(200);
        send("Boom");
        rules("").statusCode(200);

        reader.page()
                .get("/" + project.organization().slug() + "/web/issues/" + issueOf("Boom"))
                .then()
                .statusCode(200)
                .body(containsString("line 2: type:Boom -&gt; both"))
                .body(containsString("the fingerprint stands in their place"));
    }

    @Test
    void aTextWithLinesThatAreNoRulesIsRefusedAndNamesThem() {
        for (var path : new String[] {"", "/trials"}) {
            reader.page()
                    .formParam("rules", "type:Boom -> both\ncolour:red -> x\nfunction:y")
                    .post(page + path)
                    .then()
                    .statusCode(422)
                    .body(containsString("Line 2: "))
                    .body(containsString("Line 3: "))
                    .body(containsString("colour:red"));
        }
        rules("nonsense").statusCode(409).contentType(containsString("problem+json"));
        assertThat(audited("project.grouping-rules")).isZero();
    }

    @Test
    void aTrialShowsWhichIssuesWouldBeOneAndChangesNothing() {
        send("Boom");
        send("Bang");
        send("Bang");
        send("Other");

        var report = trial(Map.of("rules", "type:B* -> both"));

        report.body("state", equalTo("done"))
                .body("examined", equalTo(4))
                .body("report.unchanged", equalTo(2))
                .body("report.splits.size()", equalTo(0))
                .body("report.unions.size()", equalTo(1))
                .body("report.unions[0].issue", equalTo(issueOf("Bang")))
                .body("report.unions[0].parts.issue", equalTo(List.of(issueOf("Bang"), issueOf("Boom"))));
        reader.api().get(api).then().body("rules", equalTo(""));
        send("Boom");
        assertThat(issues()).isEqualTo(3);
    }

    @Test
    void aTrialShowsWhichIssueWouldBeSeveral() {
        var event = Envelopes.exception("Boom", "it broke");
        send(event, "Boom");
        send(event.replace("\"area\":\"shop\"", "\"area\":\"depot\""), "Boom");

        reader.page()
                .formParam("rules", "type:Boom -> {{ default }} {{ tags.area }}")
                .redirects()
                .follow(true)
                .post(page + "/trials")
                .then()
                .statusCode(200)
                .body(containsString("Would be several"))
                .body(containsString("a new issue: Boom: it broke"))
                .body(containsString("tried on the newest events of 1 issue, 2 events together, and not saved"))
                .body(containsString("tags.area"));
    }

    @Test
    void aTrialOfNothingSaysSo() {
        trial(Map.of("rules", "type:Boom -> x")).body("report.events", equalTo(0));
        send("Boom");
        trial(Map.of("rules", "type:Other -> x")).body("report.unchanged", equalTo(1));
    }

    @Test
    void anIssueGoesOnWhenARuleChangesItsKeys() {
        send("Boom");
        var before = issueOf("Boom");

        rules("function:payBoom -group").statusCode(200);
        secondsLater();
        send("Boom");

        assertThat(issues()).isEqualTo(1);
        assertThat(eventsOf(before)).isEqualTo(2);
    }

    @Test
    void whatWasForetoldIsWhatHappens() {
        for (var type : List.of("Boom", "Bang", "Bang", "Other")) {
            send(type);
        }
        var rules = "type:B* -> both";
        var into = trial(Map.of("rules", rules)).extract().<String>path("report.unions[0].issue");

        rules(rules).statusCode(200);
        secondsLater();
        send("Boom");
        send("Bang");

        assertThat(eventsOf(into)).isEqualTo(4);
        assertThat(issues()).isEqualTo(3);
    }

    @Test
    void aNewProjectGetsTheNewestVersionAndAnOldOneKeepsIts() {
        reader.api()
                .contentType(ContentType.JSON)
                .body("{\"slug\":\"fresh\",\"name\":\"Fresh\",\"platform\":\"java\"}")
                .post("/api/v1/organizations/" + project.organization().slug() + "/projects")
                .then()
                .statusCode(201);

        reader.api()
                .get("/api/v1/organizations/" + project.organization().slug() + "/projects/fresh/grouping")
                .then()
                .body("version", equalTo(GroupingVersion.NEWEST.number()));
        reader.api()
                .get(api)
                .then()
                .body("version", equalTo(1))
                .body("newestVersion", equalTo(2))
                .body("formerVersion", nullValue());
        send("Boom");
        assertThat(Samples.<Integer>query("select grouping_version::int from issue where project_id = ?", project.id()))
                .isEqualTo(1);
    }

    @Test
    void noIssueSplitsWhenTheVersionChanges() {
        send("Boom");
        var before = issueOf("Boom");

        reader.page().post(page + "/version").then().statusCode(303);
        reader.page().get(page).then().body(containsString("the keys of version 1 count as well"));
        secondsLater();
        send("Boom");
        send("Bang");
        Samples.execute(
                "update project_intake set grouping_former_until = now() - interval '1 day' where project_id = ?",
                project.id());
        secondsLater();
        send("Boom");
        send("Bang");

        assertThat(issues()).isEqualTo(2);
        assertThat(eventsOf(before)).isEqualTo(3);
        assertThat(audited("project.grouping-version")).isEqualTo(1);
        reader.api().get(api).then().body("version", equalTo(2)).body("formerVersion", nullValue());
    }

    @Test
    void aVersionIsTriedBeforeItIsTaken() {
        var named = Envelopes.exception("Boom", "x")
                .replace("{\"platform\"", "{\"fingerprint\":[\"{{ tags.area }}\"],\"platform\"");
        send(named, "Boom");
        send(named.replace("\"area\":\"shop\"", "\"area\":\"depot\""), "Boom");

        trial(Map.of("version", 2)).body("version", equalTo(2)).body("report.splits.size()", equalTo(1));
        reader.api().get(api).then().body("version", equalTo(1));
    }

    @Test
    void aVersionThatThereIsNotIsRefused() {
        reader.api()
                .contentType(ContentType.JSON)
                .body(Map.of("version", 99))
                .put(api)
                .then()
                .statusCode(400);
    }

    private ValidatableResponse rules(String rules) {
        return reader.api()
                .contentType(ContentType.JSON)
                .body(Map.of("rules", rules))
                .put(api)
                .then();
    }

    private ValidatableResponse trial(Map<String, Object> wish) {
        var id = reader.api()
                .contentType(ContentType.JSON)
                .body(wish)
                .post(api + "/trials")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        !reader.api().get(api + "/trials/" + id).path("state").equals("running"));
        return reader.api().get(api + "/trials/" + id).then();
    }

    private void send(String type) {
        send(Envelopes.exception(type, "it broke"), type);
    }

    /** Ingest knows of a change within seconds; of a key that it never saw, at once. */
    private void secondsLater() {
        key = Envelopes.id();
        Samples.execute(
                "insert into project_key (tenant_id, project_id, public_key) values (?, ?, ?)",
                project.tenant(),
                project.id(),
                key);
    }

    private void send(String event, String type) {
        given().contentType("application/x-sentry-envelope")
                .queryParam("sentry_key", key)
                .body(Envelopes.of(Envelopes.id(), event))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
    }

    private long issues() {
        return Samples.query("select count(*) from issue where project_id = ?", project.id());
    }

    private String issueOf(String type) {
        return Samples.<Long>query("select min(id) from issue where project_id = ? and type = ?", project.id(), type)
                .toString();
    }

    private long eventsOf(String issue) {
        return Samples.query("select count(*) from event where issue_id = ?", Long.parseLong(issue));
    }

    private long audited(String action) {
        return Samples.query(
                "select count(*) from audit_entry where tenant_id = ? and action = ?", project.tenant(), action);
    }
}
