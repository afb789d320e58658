package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static tocsin.issue.Merging.eventsOf;
import static tocsin.issue.Merging.numbers;
import static tocsin.issue.Merging.seen;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Issues that people take apart again: where their events are, and whether every number is right. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class UnmergeTest {

    private final Merging web = new Merging();

    @Test
    void undoneEachHasItsOwnAgainAndWhatCameSince() {
        web.send("Boom", "ada", "shop");
        web.send("Bang", "ada", "shop");
        web.send("Bang", "eve", "depot");
        var boom = web.issue("Boom");
        var bang = web.issue("Bang");
        var before = List.of(numbers(boom), numbers(bang), seen(boom), seen(bang));
        web.merge(boom, bang).statusCode(200);

        web.undo(bang).statusCode(200);

        assertThat(List.of(numbers(boom), numbers(bang), seen(boom), seen(bang)))
                .isEqualTo(before);
        assertThat(eventsOf(boom)).isEqualTo(1);
        assertThat(eventsOf(bang)).isEqualTo(2);
        assertThat(web.listed()).containsExactlyInAnyOrder(boom + "", bang + "");
        assertThat(Samples.<Long>query(
                        "select count(*) from audit_entry where tenant_id = ? and action = 'issue.unmerge'",
                        web.project.tenant()))
                .isEqualTo(1);
    }

    @Test
    void whatCameSinceTheMergeGoesWhereItsKeyGoes() {
        var issues = web.twoAsOne();
        web.send("Boom", "joe", "shop");
        web.send("Bang", "kim", "depot");

        web.undo(issues.parent()).statusCode(200);
        web.send("Boom", "ada", "shop");

        assertThat(numbers(issues.child())).isEqualTo("3 events, 2 users, 3 in hours, tags shop=3");
        assertThat(numbers(issues.parent())).isEqualTo("4 events, 3 users, 4 in hours, tags depot=3 shop=1");
        assertThat(eventsOf(issues.child())).isEqualTo(3);
        assertThat(eventsOf(issues.parent())).isEqualTo(4);
    }

    @Test
    void issuesThatAreWholesThemselvesAreTakenApartFromTheOutside() {
        var inner = web.twoAsOne();
        for (var i = 0; i < 5; i++) {
            web.send("Other", "ada", "shop");
        }
        var outer = web.issue("Other");
        web.merge(inner.parent(), outer).statusCode(200);
        assertThat(numbers(outer)).startsWith("9 events, 2 users, 9 in hours");
        web.reader.api().get("/api/0/issues/" + inner.child() + "/").then().body("id", equalTo(outer + ""));
        web.send("Boom", "joe", "shop");

        web.undo(outer).statusCode(200);
        assertThat(numbers(outer)).isEqualTo("5 events, 1 users, 5 in hours, tags shop=5");
        assertThat(numbers(inner.parent())).isEqualTo("5 events, 3 users, 5 in hours, tags depot=2 shop=3");

        web.undo(inner.parent()).statusCode(200);
        assertThat(numbers(inner.child())).isEqualTo("2 events, 2 users, 2 in hours, tags shop=2");
        assertThat(numbers(inner.parent())).isEqualTo("3 events, 2 users, 3 in hours, tags depot=2 shop=1");
    }

    @Test
    void keysThatAMergeBroughtTakeTheirIssueBackWithThem() {
        var issues = web.twoAsOne();
        var hashes = web.reader.api().get("/api/0/issues/" + issues.parent() + "/hashes/");
        hashes.then().statusCode(200).body("size()", equalTo(2));
        var ofBoom = Samples.<String>query(
                "select encode(key, 'hex') from issue_key where home_id = ? and role = 'PRIMARY'", issues.child());

        web.reader
                .api()
                .queryParam("id", ofBoom)
                .delete("/api/0/organizations/" + web.org + "/issues/" + issues.parent() + "/hashes/")
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
        web.send(shared.replace("\"id\":\"7\"", "\"id\":\"ada\""));
        // The same calls, of which the SDK now says something else: the key of all frames keeps them together.
        web.send(shared.replace("\"in_app\":false", "\"in_app\":true").replace("\"id\":\"7\"", "\"id\":\"eve\""));
        var issue = web.issue("Boom");
        assertThat(eventsOf(issue)).isEqualTo(2);
        var later = Samples.<String>query(
                "select encode(k.key, 'hex') from issue_key k join event e on e.key_hash ="
                        + " ('x' || encode(substr(k.key, 1, 8), 'hex'))::bit(64)::bigint where k.issue_id = ?"
                        + " order by e.received_at desc limit 1",
                issue);

        var opened = web.reader
                .api()
                .queryParam("id", later)
                .delete("/api/0/issues/" + issue + "/hashes/")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("issue");
        web.send(shared.replace("\"in_app\":false", "\"in_app\":true"));

        assertThat(opened).isNotEqualTo(issue + "");
        assertThat(numbers(issue)).isEqualTo("1 events, 1 users, 1 in hours, tags shop=1");
        assertThat(numbers(Long.parseLong(opened))).isEqualTo("2 events, 2 users, 2 in hours, tags shop=2");
        web.reader
                .page()
                .get(web.path(Long.parseLong(opened)))
                .then()
                .statusCode(200)
                .body(containsString("Boom"));
    }

    @Test
    void anIssueIsLeftAtLeastOneKey() {
        web.send("Boom", "ada", "shop");
        var issue = web.issue("Boom");
        var key = Samples.<String>query("select encode(key, 'hex') from issue_key where issue_id = ?", issue);

        web.reader
                .api()
                .queryParam("id", key)
                .delete("/api/0/issues/" + issue + "/hashes/")
                .then()
                .statusCode(409)
                .body(containsString("at least one"));
        web.reader
                .api()
                .queryParam("id", "00".repeat(32))
                .delete("/api/0/issues/" + issue + "/hashes/")
                .then()
                .statusCode(409);
        web.reader.api().delete("/api/0/issues/" + issue + "/hashes/").then().statusCode(400);
    }

    @Test
    void aMergeOfAnotherIssueIsNotFoundHere() {
        var issues = web.twoAsOne();
        var merge = Samples.<Long>query("select id from issue_merge where into_id = ?", issues.parent());
        web.send("Other", "ada", "shop");

        web.reader
                .api()
                .delete("/api/v1/organizations/" + web.org + "/projects/web/issues/" + web.issue("Other") + "/merges/"
                        + merge)
                .then()
                .statusCode(404);
        web.reader
                .api()
                .get("/api/v1/organizations/" + web.org + "/projects/web/issues/" + issues.parent() + "/merges")
                .then()
                .body("[0].issue", equalTo(issues.child() + ""))
                .body("[0].state", equalTo("merged"));
    }

    /** Numbers of a batch may come seconds after it, and events follow only then. */
    @Test
    void asLongAsEventsAreOnTheirWayBackNobodyIsToldThatItIsDone() {
        var issues = web.twoAsOne();
        var merges = "/api/v1/organizations/" + web.org + "/projects/web/issues/" + issues.parent() + "/merges";
        var keys = web.path(issues.parent()) + "/keys";
        var uncounted = Samples.<Long>query(
                "insert into count_journal (tenant_id, format, counts) values (?, 1, '') returning id",
                web.project.tenant());

        web.undo(issues.parent()).statusCode(200).body("state", equalTo("undoing"));

        web.reader.api().get(merges).then().body("[0].state", equalTo("undoing"));
        web.reader.page().get(keys).then().body(containsString("Undone; its events are on their way back."));
        Samples.execute("delete from count_journal where id = ?", uncounted);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> web.reader.api().get(merges).then().body("$", hasSize(0)));
        assertThat(eventsOf(issues.child())).isEqualTo(1);

        var again = web.merge(issues.child(), issues.parent());
        again.statusCode(200);
        web.undo(issues.parent()).statusCode(200).body("state", equalTo("undone"));
    }

    @Test
    void thePageSaysWhetherEventsHaveFollowed() {
        var issues = web.twoAsOne();
        var uncounted = Samples.<Long>query(
                "insert into count_journal (tenant_id, format, counts) values (?, 1, '') returning id",
                web.project.tenant());
        var merge = Samples.<Long>query("select id from issue_merge where into_id = ?", issues.parent());

        var answer = web.reader.page().post(web.path(issues.parent()) + "/keys/merges/" + merge + "/undo");

        answer.then().statusCode(303);
        web.reader
                .page()
                .cookies(answer.cookies())
                .get(web.path(issues.child()))
                .then()
                .body(containsString("is an issue of its own now; its events are still on their way."));
        Samples.execute("delete from count_journal where id = ?", uncounted);
    }
}
