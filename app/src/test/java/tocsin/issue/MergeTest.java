package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** Issues that people make one, and take apart again: where their events are, and whether every number is right. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class MergeTest {

    private Samples.Project project;
    private Reader reader;
    private String org;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        org = project.organization().slug();
    }

    @Test
    void theIssueWithTheMostEventsGoesOnWithAllThatWasCounted() {
        send("Boom", "ada", "shop");
        send("Bang", "ada", "shop");
        send("Bang", "eve", "depot");
        var boom = issue("Boom");
        var bang = issue("Bang");

        merge(boom, bang)
                .statusCode(200)
                .body("merge.parent", equalTo(bang + ""))
                .body("merge.children", equalTo(List.of(boom + "")));

        assertThat(numbers(bang)).isEqualTo("3 events, 2 users, 3 in hours, tags depot=1 shop=2");
        assertThat(eventsOf(bang)).isEqualTo(3);
        assertThat(listed()).containsExactly(bang + "");
        assertThat(seen(bang)).isEqualTo(occurred(bang));
        assertThat(Samples.<String>query(
                        "select detail from audit_entry where tenant_id = ? and action = 'issue.merge'",
                        project.tenant()))
                .startsWith("into WEB-");
    }

    @Test
    void theNextEventsOfBothComeToTheOneThatGoesOn() {
        var issues = twoAsOne();

        send("Boom", "joe", "shop");
        send("Bang", "joe", "shop");

        assertThat(eventsOf(issues.parent())).isEqualTo(6);
        assertThat(Samples.<Long>query("select count(*) from issue where project_id = ?", project.id()))
                .isEqualTo(2);
        assertThat(numbers(issues.parent())).startsWith("6 events, 3 users, 6 in hours");
    }

    @Test
    void addressesOfWhatIsPartLeadToTheWhole() {
        var issues = twoAsOne();

        reader.api()
                .get("/api/0/issues/" + issues.child() + "/")
                .then()
                .statusCode(200)
                .body("id", equalTo(issues.parent() + ""));
        reader.api().get("/api/0/issues/WEB-1/").then().body("id", equalTo(issues.parent() + ""));
        reader.page().get(path(issues.child())).then().statusCode(200).body(containsString("Bang"));
    }

    @Test
    void undoneEachHasItsOwnAgainAndWhatCameSince() {
        send("Boom", "ada", "shop");
        send("Bang", "ada", "shop");
        send("Bang", "eve", "depot");
        var boom = issue("Boom");
        var bang = issue("Bang");
        var before = List.of(numbers(boom), numbers(bang), seen(boom), seen(bang));
        merge(boom, bang).statusCode(200);

        undo(bang).statusCode(200);

        assertThat(List.of(numbers(boom), numbers(bang), seen(boom), seen(bang)))
                .isEqualTo(before);
        assertThat(eventsOf(boom)).isEqualTo(1);
        assertThat(eventsOf(bang)).isEqualTo(2);
        assertThat(listed()).containsExactlyInAnyOrder(boom + "", bang + "");
        assertThat(Samples.<Long>query(
                        "select count(*) from audit_entry where tenant_id = ? and action = 'issue.unmerge'",
                        project.tenant()))
                .isEqualTo(1);
    }

    @Test
    void whatCameSinceTheMergeGoesWhereItsKeyGoes() {
        var issues = twoAsOne();
        send("Boom", "joe", "shop");
        send("Bang", "kim", "depot");

        undo(issues.parent()).statusCode(200);
        send("Boom", "ada", "shop");

        assertThat(numbers(issues.child())).isEqualTo("3 events, 2 users, 3 in hours, tags shop=3");
        assertThat(numbers(issues.parent())).isEqualTo("4 events, 3 users, 4 in hours, tags depot=3 shop=1");
        assertThat(eventsOf(issues.child())).isEqualTo(3);
        assertThat(eventsOf(issues.parent())).isEqualTo(4);
    }

    @Test
    void issuesThatAreWholesThemselvesAreTakenApartFromTheOutside() {
        var inner = twoAsOne();
        for (var i = 0; i < 5; i++) {
            send("Other", "ada", "shop");
        }
        var outer = issue("Other");
        merge(inner.parent(), outer).statusCode(200);
        assertThat(numbers(outer)).startsWith("9 events, 2 users, 9 in hours");
        reader.api().get("/api/0/issues/" + inner.child() + "/").then().body("id", equalTo(outer + ""));
        send("Boom", "joe", "shop");

        undo(outer).statusCode(200);
        assertThat(numbers(outer)).isEqualTo("5 events, 1 users, 5 in hours, tags shop=5");
        assertThat(numbers(inner.parent())).isEqualTo("5 events, 3 users, 5 in hours, tags depot=2 shop=3");

        undo(inner.parent()).statusCode(200);
        assertThat(numbers(inner.child())).isEqualTo("2 events, 2 users, 2 in hours, tags shop=2");
        assertThat(numbers(inner.parent())).isEqualTo("3 events, 2 users, 3 in hours, tags depot=2 shop=1");
    }

    @Test
    void keysThatAMergeBroughtTakeTheirIssueBackWithThem() {
        var issues = twoAsOne();
        var hashes = reader.api().get("/api/0/issues/" + issues.parent() + "/hashes/");
        hashes.then().statusCode(200).body("size()", equalTo(2));
        var ofBoom = Samples.<String>query(
                "select encode(key, 'hex') from issue_key where home_id = ? and role = 'PRIMARY'", issues.child());

        reader.api()
                .queryParam("id", ofBoom)
                .delete("/api/0/organizations/" + org + "/issues/" + issues.parent() + "/hashes/")
                .then()
                .statusCode(202)
                .body("issue", equalTo(issues.child() + ""));

        assertThat(numbers(issues.child())).isEqualTo("1 events, 1 users, 1 in hours, tags shop=1");
        assertThat(eventsOf(issues.parent())).isEqualTo(3);
    }

    @Test
    void aKeyThatWasAlwaysHereGoesIntoANewIssueWithItsEvents() {
        var shared = Envelopes.exception("Boom", "one")
                .replace(
                        "\"in_app\":true}",
                        "\"in_app\":true}," + "{\"module\":\"web\",\"function\":\"run\",\"in_app\":false}");
        send(shared.replace("\"id\":\"7\"", "\"id\":\"ada\""));
        // The same calls, of which the SDK now says something else: the key of all frames keeps them together.
        send(shared.replace("\"in_app\":false", "\"in_app\":true").replace("\"id\":\"7\"", "\"id\":\"eve\""));
        var issue = issue("Boom");
        assertThat(eventsOf(issue)).isEqualTo(2);
        var later = Samples.<String>query(
                "select encode(k.key, 'hex') from issue_key k join event e on e.key_hash ="
                        + " ('x' || encode(substr(k.key, 1, 8), 'hex'))::bit(64)::bigint where k.issue_id = ?"
                        + " order by e.received_at desc limit 1",
                issue);

        var opened = reader.api()
                .queryParam("id", later)
                .delete("/api/0/issues/" + issue + "/hashes/")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("issue");
        send(shared.replace("\"in_app\":false", "\"in_app\":true"));

        assertThat(opened).isNotEqualTo(issue + "");
        assertThat(numbers(issue)).isEqualTo("1 events, 1 users, 1 in hours, tags shop=1");
        assertThat(numbers(Long.parseLong(opened))).isEqualTo("2 events, 2 users, 2 in hours, tags shop=2");
        reader.page().get(path(Long.parseLong(opened))).then().statusCode(200).body(containsString("Boom"));
    }

    @Test
    void anIssueIsLeftAtLeastOneKey() {
        send("Boom", "ada", "shop");
        var issue = issue("Boom");
        var key = Samples.<String>query("select encode(key, 'hex') from issue_key where issue_id = ?", issue);

        reader.api()
                .queryParam("id", key)
                .delete("/api/0/issues/" + issue + "/hashes/")
                .then()
                .statusCode(409)
                .body(containsString("at least one"));
        reader.api()
                .queryParam("id", "00".repeat(32))
                .delete("/api/0/issues/" + issue + "/hashes/")
                .then()
                .statusCode(409);
        reader.api().delete("/api/0/issues/" + issue + "/hashes/").then().statusCode(400);
    }

    @Test
    void thePagesDoTheSame() {
        send("Boom", "ada", "shop");
        send("Bang", "ada", "shop");
        send("Bang", "eve", "depot");
        var boom = issue("Boom");
        var bang = issue("Bang");
        reader.page().get("/" + org + "/web/issues").then().body(containsString("/" + org + "/issues/merge"));

        reader.page()
                .formParam("id", boom, bang)
                .post("/" + org + "/issues/merge")
                .then()
                .statusCode(303)
                .header("Location", containsString(path(bang) + "/keys"));
        var merge = Samples.<Long>query("select id from issue_merge where into_id = ?", bang);
        reader.page()
                .get(path(bang) + "/keys")
                .then()
                .statusCode(200)
                .body(containsString("Merged into this issue"))
                .body(containsString("WEB-1"))
                .body(containsString("Unmerge chosen keys"));
        reader.page()
                .post(path(bang) + "/keys/merges/" + merge + "/undo")
                .then()
                .statusCode(303)
                .header("Location", containsString(path(boom)));

        reader.page().get(path(bang) + "/keys").then().body(not(containsString("Merged into this issue")));
        assertThat(eventsOf(boom)).isEqualTo(1);
        reader.page()
                .formParam("id", boom)
                .post("/" + org + "/issues/merge")
                .then()
                .statusCode(303)
                .header("Location", containsString("/" + org + "/issues"));
    }

    @Test
    void whatIsInTwoProjectsCannotBeOne() {
        var other = Samples.project(project.organization(), "api");
        send("Boom", "ada", "shop");
        var here = issue("Boom");
        IssueRows.send(other, Envelopes.exception("Boom", "x"));
        long there = Samples.query("select id from issue where project_id = ?", other.id());

        reader.api()
                .contentType(ContentType.JSON)
                .body("{\"merge\":1}")
                .queryParam("id", here, there)
                .put("/api/0/organizations/" + org + "/issues/")
                .then()
                .statusCode(409)
                .body(containsString("different projects"));
        merge(here, here).statusCode(409);
    }

    @Test
    void aMergeOfAnotherIssueIsNotFoundHere() {
        var issues = twoAsOne();
        var merge = Samples.<Long>query("select id from issue_merge where into_id = ?", issues.parent());
        send("Other", "ada", "shop");

        reader.api()
                .delete("/api/v1/organizations/" + org + "/projects/web/issues/" + issue("Other") + "/merges/" + merge)
                .then()
                .statusCode(404);
        reader.api()
                .get("/api/v1/organizations/" + org + "/projects/web/issues/" + issues.parent() + "/merges")
                .then()
                .body("[0].issue", equalTo(issues.child() + ""))
                .body("[0].state", equalTo("merged"));
    }

    @Test
    void noEventIsLostWhileIssuesAreMergedAndPartedUnderLoad() throws Exception {
        send("Boom", "ada", "shop");
        send("Bang", "ada", "shop");
        send("Bang", "ada", "shop");
        var boom = issue("Boom");
        var bang = issue("Bang");
        var sent = new AtomicInteger(3);
        var stop = new AtomicBoolean();
        var senders = List.of("Boom", "Bang", "Boom").stream()
                .map(type -> CompletableFuture.runAsync(() -> {
                    while (!stop.get()) {
                        send(type, "user" + sent.get() % 7, "shop");
                        sent.incrementAndGet();
                    }
                }))
                .toList();
        try {
            for (var round = 0; round < 3; round++) {
                merge(boom, bang).statusCode(200);
                Thread.sleep(300);
                var whole = Samples.<Long>query(
                        "select into_id from issue_merge where project_id = ? and undone_at is null", project.id());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> undo(whole).extract().statusCode() == 200);
            }
        } finally {
            stop.set(true);
        }
        senders.forEach(CompletableFuture::join);

        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(Samples.<Long>query(
                            "select count(*) from issue_move where project_id = ? and done_at is null", project.id()))
                    .isZero();
            assertThat(Samples.<Long>query("select count(*) from event where project_id = ?", project.id()))
                    .isEqualTo(sent.get());
            assertThat(Samples.<Number>query("select sum(event_count) from issue where project_id = ?", project.id())
                            .longValue())
                    .isEqualTo(sent.get());
        });
        for (var issue : List.of(boom, bang)) {
            assertThat(numbers(issue))
                    .startsWith(eventsOf(issue) + " events, ")
                    .contains(eventsOf(issue) + " in hours");
            assertThat(Samples.<Long>query("select count(distinct title) from event where issue_id = ?", issue))
                    .as("each event is with its own")
                    .isEqualTo(1);
        }
        assertThat(Samples.<Long>query("select count(*) from issue where project_id = ?", project.id()))
                .isEqualTo(2);
    }

    @Test
    void aWholeThatIsDeletedTakesItsPartsAlong() {
        var issues = twoAsOne();

        reader.api().delete("/api/0/issues/" + issues.parent() + "/").then().statusCode(202);

        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(
                        Samples.<Long>query("select count(*) from issue where project_id = ?", project.id()))
                .isZero());
        send("Boom", "ada", "shop");
        assertThat(issue("Boom")).isNotEqualTo(issues.child());
    }

    private record Two(long parent, long child) {}

    /** One event with Boom, by ada in the shop; three with Bang, by ada and eve, of these two in the depot. */
    private Two twoAsOne() {
        send("Boom", "ada", "shop");
        send("Bang", "ada", "shop");
        send("Bang", "eve", "depot");
        send("Bang", "eve", "depot");
        var two = new Two(issue("Bang"), issue("Boom"));
        merge(two.child(), two.parent()).statusCode(200);
        return two;
    }

    private ValidatableResponse merge(long... issues) {
        return reader.api()
                .contentType(ContentType.JSON)
                .body(Map.of("merge", 1))
                .queryParam("id", java.util.Arrays.stream(issues).boxed().toList())
                .put("/api/0/projects/" + org + "/web/issues/")
                .then();
    }

    private ValidatableResponse undo(long whole) {
        var merge =
                Samples.<Long>query("select max(id) from issue_merge where into_id = ? and undone_at is null", whole);
        return reader.api()
                .delete("/api/v1/organizations/" + org + "/projects/web/issues/" + whole + "/merges/" + merge)
                .then();
    }

    private List<String> listed() {
        return reader.api().get("/api/0/projects/" + org + "/web/issues/").path("id");
    }

    private String path(long issue) {
        return "/" + org + "/web/issues/" + issue;
    }

    private void send(String type, String user, String area) {
        send(Envelopes.exception(type, "it broke")
                .replace("\"id\":\"7\"", "\"id\":\"" + user + "\"")
                .replace("\"area\":\"shop\"", "\"area\":\"" + area + "\""));
    }

    private void send(String event) {
        IssueRows.send(project, event);
    }

    private long issue(String type) {
        return Samples.<Long>query(
                "select max(id) from issue where project_id = ? and type = ? and deleted_at is null",
                project.id(),
                type);
    }

    private long eventsOf(long issue) {
        return Samples.query("select count(*) from event where issue_id = ?", issue);
    }

    private static String seen(long issue) {
        return Samples.query("select first_seen || ' to ' || last_seen from issue where id = ?", issue);
    }

    private static String occurred(long issue) {
        return Samples.query(
                "select min(occurred_at) || ' to ' || max(occurred_at) from event where issue_id = ?", issue);
    }

    private static String numbers(long issue) {
        return Samples.query("""
                select i.event_count || ' events, ' || i.user_count || ' users, '
                    || (select coalesce(sum(quantity), 0) from issue_hour h where h.issue_id = i.id) || ' in hours, tags '
                    || (select coalesce(string_agg(t.value || '=' || t.quantity, ' ' order by t.value), '')
                        from issue_tag t where t.issue_id = i.id and t.key = 'area')
                from issue i where i.id = ?""", issue);
    }
}
