package tocsin.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tocsin.event.InstanceStoragePages.Outlook;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** What is kept, and why. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class StoragePagesTest {

    private final Samples.Project project = Samples.project();
    private final Reader admin = Reader.of(project.organization());
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final String page = "/" + project.organization().slug() + "/web/settings/storage";
    private final String api = "/api/v1/organizations/" + project.organization().slug() + "/projects/web/storage";

    @Test
    void itTellsWhatIsThereAndWhatWentWhenAndWhy() {
        OldEvents.event(project, OldEvents.issue(project, 1, 1), today, "00:00:00");
        Samples.execute(
                "insert into event_day (tenant_id, project_id, day, events, gone, reason, gone_at) values"
                        + " (?, ?, ?::date, 1234, 56, 'COUNT', now())",
                project.tenant(),
                project.id(),
                today.minusDays(3).toString());

        Samples.execute(
                "insert into outcome_hour (tenant_id, project_id, hour, category, outcome, key_id, quantity)"
                        + " values (?, ?, date_trunc('hour', now()), 'error', 'stored', 1, 3)",
                project.tenant(),
                project.id());
        Samples.execute(
                "insert into event_day (tenant_id, project_id, day, gone, reason, gone_at)"
                        + " values (?, ?, ?::date, 2, 'COUNT', now())",
                project.tenant(),
                project.id(),
                today.toString());

        admin.page()
                .get(page)
                .then()
                .statusCode(200)
                .body(containsString("Events are kept for 90 days"))
                .body(containsString(today.toString()))
                .body(containsString("1,234"))
                .body(containsString("above the project’s number"));
        admin.api()
                .get(api)
                .then()
                .statusCode(200)
                .body("days", equalTo(90))
                .body("byDay[0].events", equalTo(1))
                .body("byDay.gone", hasItem(56))
                .body("byDay.reason", hasItem("COUNT"));
    }

    @Test
    void aProjectChoosesItsNumberAndTheAuditSaysSo() {
        admin.page().formParam("events", "10,000").post(page).then().statusCode(303);

        admin.api().get(api).then().body("events", equalTo(10_000));
        assertThat(Samples.<String>query(
                        "select detail from audit_entry where tenant_id = ? and action = 'project.events'",
                        project.tenant()))
                .isEqualTo("at most 10000");
        admin.api().contentType("application/json").body("{}").put(api).then().statusCode(200);
        assertThat(Samples.<Long>query("select events_most from project where id = ?", project.id()))
                .isNull();
        for (var wrong : new String[] {"many", "0", "-5"}) {
            admin.page().formParam("events", wrong).post(page).then().statusCode(422);
        }
        admin.api()
                .contentType("application/json")
                .body("{\"events\":0}")
                .put(api)
                .then()
                .statusCode(409);
    }

    @Test
    void strangersFindNothingAndViewersChangeNothing() {
        var stranger = Reader.of(Samples.organization());
        stranger.page().get(page).then().statusCode(404);
        stranger.api().get(api).then().statusCode(404);
        stranger.page().formParam("events", "5").post(page).then().statusCode(404);
        var viewer = Reader.of(project.organization(), "VIEWER");
        viewer.page().formParam("events", "5").post(page).then().statusCode(403);
        viewer.api()
                .contentType("application/json")
                .body("{\"events\":5}")
                .put(api)
                .then()
                .statusCode(403);
        assertThat(Samples.<Long>query("select events_most from project where id = ?", project.id()))
                .isNull();
    }

    @Test
    void theDisksOutlookIsForAdministratorsOfTheInstance() {
        admin.page().get("/instance/storage").then().statusCode(404);
        given().redirects().follow(false).get("/instance/storage").then().statusCode(303);
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.user());

        admin.page()
                .get("/instance/storage")
                .then()
                .statusCode(200)
                .body(containsString("There is no budget"))
                .body(containsString(today.toString()));
    }

    @Test
    void theOutlookIsWhatTheLastWeekTook() {
        var use = new DiskUse(
                java.util.List.of(
                        new DiskUse.Day(today.minusDays(2), 900),
                        new DiskUse.Day(today.minusDays(1), 1100),
                        new DiskUse.Day(today, 5)),
                2000);

        var outlook = Outlook.of(use, 90, 22_000L, today, "");

        assertThat(outlook.usual()).isEqualTo(1000);
        assertThat(outlook.holds()).isEqualTo(20);
        assertThat(outlook.budgetIsFirst()).isTrue();
        assertThat(Outlook.of(use, 20, 22_000L, today, "").budgetIsFirst()).isFalse();
        assertThat(Outlook.of(use, 90, null, today, "").holds()).isZero();
    }
}
