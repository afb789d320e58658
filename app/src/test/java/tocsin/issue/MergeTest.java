package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static tocsin.issue.Merging.eventsOf;
import static tocsin.issue.Merging.numbers;
import static tocsin.issue.Merging.occurred;
import static tocsin.issue.Merging.seen;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Issues that people make one: where their events are, and whether every number is right. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class MergeTest {

    private final Merging web = new Merging();

    @Test
    void theIssueWithTheMostEventsGoesOnWithAllThatWasCounted() {
        web.send("Boom", "ada", "shop");
        web.send("Bang", "ada", "shop");
        web.send("Bang", "eve", "depot");
        var boom = web.issue("Boom");
        var bang = web.issue("Bang");

        web.merge(boom, bang)
                .statusCode(200)
                .body("merge.parent", equalTo(bang + ""))
                .body("merge.children", equalTo(List.of(boom + "")));

        assertThat(numbers(bang)).isEqualTo("3 events, 2 users, 3 in hours, tags depot=1 shop=2");
        assertThat(eventsOf(bang)).isEqualTo(3);
        assertThat(web.listed()).containsExactly(bang + "");
        assertThat(seen(bang)).isEqualTo(occurred(bang));
        assertThat(Samples.<String>query(
                        "select detail from audit_entry where tenant_id = ? and action = 'issue.merge'",
                        web.project.tenant()))
                .startsWith("into WEB-");
    }

    @Test
    void theNextEventsOfBothComeToTheOneThatGoesOn() {
        var issues = web.twoAsOne();

        web.send("Boom", "joe", "shop");
        web.send("Bang", "joe", "shop");

        assertThat(eventsOf(issues.parent())).isEqualTo(6);
        assertThat(Samples.<Long>query("select count(*) from issue where project_id = ?", web.project.id()))
                .isEqualTo(2);
        assertThat(numbers(issues.parent())).startsWith("6 events, 3 users, 6 in hours");
    }

    @Test
    void addressesOfWhatIsPartLeadToTheWhole() {
        var issues = web.twoAsOne();

        web.reader
                .api()
                .get("/api/0/issues/" + issues.child() + "/")
                .then()
                .statusCode(200)
                .body("id", equalTo(issues.parent() + ""));
        web.reader.api().get("/api/0/issues/WEB-1/").then().body("id", equalTo(issues.parent() + ""));
        web.reader.page().get(web.path(issues.child())).then().statusCode(200).body(containsString("Bang"));
    }

    @Test
    void thePagesDoTheSame() {
        web.send("Boom", "ada", "shop");
        web.send("Bang", "ada", "shop");
        web.send("Bang", "eve", "depot");
        var boom = web.issue("Boom");
        var bang = web.issue("Bang");
        web.reader
                .page()
                .get("/" + web.org + "/web/issues")
                .then()
                .body(containsString("/" + web.org + "/issues/merge"));

        web.reader
                .page()
                .formParam("id", boom, bang)
                .post("/" + web.org + "/issues/merge")
                .then()
                .statusCode(303)
                .header("Location", containsString(web.path(bang) + "/keys"));
        var merge = Samples.<Long>query("select id from issue_merge where into_id = ?", bang);
        web.reader
                .page()
                .get(web.path(bang) + "/keys")
                .then()
                .statusCode(200)
                .body(containsString("Merged into this issue"))
                .body(containsString("WEB-1"))
                .body(containsString("Unmerge chosen keys"));
        web.reader
                .page()
                .post(web.path(bang) + "/keys/merges/" + merge + "/undo")
                .then()
                .statusCode(303)
                .header("Location", containsString(web.path(boom)));

        web.reader.page().get(web.path(bang) + "/keys").then().body(not(containsString("Merged into this issue")));
        assertThat(eventsOf(boom)).isEqualTo(1);
        web.reader
                .page()
                .formParam("id", boom)
                .post("/" + web.org + "/issues/merge")
                .then()
                .statusCode(303)
                .header("Location", containsString("/" + web.org + "/issues"));
    }

    @Test
    void whatIsInTwoProjectsCannotBeOne() {
        var other = Samples.project(web.project.organization(), "api");
        web.send("Boom", "ada", "shop");
        var here = web.issue("Boom");
        IssueRows.send(other, Envelopes.exception("Boom", "x"));
        long there = Samples.query("select id from issue where project_id = ?", other.id());

        web.reader
                .api()
                .contentType(ContentType.JSON)
                .body("{\"merge\":1}")
                .queryParam("id", here, there)
                .put("/api/0/organizations/" + web.org + "/issues/")
                .then()
                .statusCode(409)
                .body(containsString("different projects"));
        web.merge(here, here).statusCode(409);
    }

    @Test
    void aWholeThatIsDeletedTakesItsPartsAlong() {
        var issues = web.twoAsOne();

        web.reader.api().delete("/api/0/issues/" + issues.parent() + "/").then().statusCode(202);

        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(
                        Samples.<Long>query("select count(*) from issue where project_id = ?", web.project.id()))
                .isZero());
        web.send("Boom", "ada", "shop");
        assertThat(web.issue("Boom")).isNotEqualTo(issues.child());
    }
}
