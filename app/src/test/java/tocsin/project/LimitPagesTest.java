package tocsin.project;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LimitPagesTest {

    private Samples.Project project;
    private People.Somebody owner;
    private String api;
    private String page;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        owner = People.member(project.organization(), Role.OWNER);
        api = "/api/v1/organizations/" + project.organization().slug();
        page = "/" + project.organization().slug() + "/web/settings/limits";
    }

    @Test
    void aLimitIsSetShownAndTakenAway() {
        browser()
                .formParam("key", project.keyId())
                .formParam("category", "error")
                .formParam("amount", "1,000")
                .formParam("window", "MINUTE")
                .post(page)
                .then()
                .statusCode(303);
        browser().get(page).then().statusCode(200).body(containsString("1,000 a minute"));
        var quota = Samples.<Long>query("select id from quota where tenant_id = ?", project.tenant());

        browser().post(page + "/" + quota + "/delete").then().statusCode(303);

        browser().get(page).then().body(containsString("No limits"));
        assertThat(Samples.<Long>query(
                        "select count(*) from audit_entry where tenant_id = ? and action like 'quota.%'",
                        project.tenant()))
                .isEqualTo(2);
    }

    @Test
    void whatIsWrongIsSaidAndNothingHasToBeTypedTwice() {
        browser()
                .formParam("amount", "many")
                .formParam("window", "DAY")
                .post(page)
                .then()
                .statusCode(422)
                .body(containsString("This is no number"))
                .body(containsString("value=\"many\""));
    }

    @Test
    void theOrganizationsLimitsStandOnEachProjectsPage() {
        var home = "/" + project.organization().slug() + "/settings/limits";
        browser()
                .formParam("amount", "5000000")
                .formParam("window", "MONTH")
                .post(home)
                .then()
                .statusCode(303);

        browser().get(home).then().statusCode(200).body(containsString("5,000,000 a month"));
        browser().get(page).then().body(containsString("Limits of the organization"));
    }

    @Test
    void theOwnerIsToldOfASpikeAndCanTakeAllOfIt() {
        Samples.execute(
                "insert into outcome_hour (tenant_id, project_id, hour, category, outcome, reason, key_id, quantity)"
                        + " values (?, ?, now(), 'error', 'rate_limited', 'spike', ?, 12345)",
                project.tenant(),
                project.id(),
                project.keyId());

        browser()
                .get("/" + project.organization().slug() + "/web/issues")
                .then()
                .statusCode(200)
                .body(containsString("12,345 events were dropped"));

        browser().formParam("on", "false").post(page + "/spikes").then().statusCode(303);
        browser().get(page).then().body(containsString("Damp spikes"));
        assertThat(Samples.<Boolean>query("select spike_protection from project where id = ?", project.id()))
                .isFalse();
    }

    @Test
    void theApiDoesTheSame() {
        var quotas = api + "/projects/web/quotas";
        long id = call().body("{\"category\":\"attachment\",\"amount\":1000000,\"window\":\"DAY\"}")
                .post(quotas)
                .then()
                .statusCode(201)
                .body("window", equalTo("day"))
                .extract()
                .jsonPath()
                .getLong("id");
        call().body("{\"category\":\"attachment\",\"amount\":5,\"window\":\"DAY\"}")
                .post(quotas)
                .then()
                .statusCode(409);
        call().body("{\"amount\":7}")
                .put(quotas + "/" + id)
                .then()
                .statusCode(200)
                .body("amount", equalTo(7));
        call().get(quotas).then().statusCode(200).body("", hasSize(1));
        call().get(api + "/quotas").then().statusCode(200).body("", hasSize(0));
        call().delete(api + "/quotas/" + id).then().statusCode(404);
        call().delete(quotas + "/" + id).then().statusCode(204);
        call().body("{\"damped\":false}").put(quotas + "/spikes").then().statusCode(200);
        call().get(quotas + "/spikes").then().statusCode(200).body("damped", equalTo(false));
    }

    @Test
    void anotherProjectsKeyOrLimitIsNotFound() {
        var other = Samples.project(project.organization(), "other");
        call().body("{\"key\":" + other.keyId() + ",\"amount\":1,\"window\":\"HOUR\"}")
                .post(api + "/projects/web/quotas")
                .then()
                .statusCode(404);
        long id = Samples.query(
                "insert into quota (tenant_id, project_id, amount, time_window) values (?, ?, 1, 'HOUR') returning id",
                project.tenant(),
                other.id());
        call().body("{\"amount\":7}")
                .put(api + "/projects/web/quotas/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void whoMayNotChangeSeesTheLimitsAlone() {
        var admin = People.member(project.organization(), Role.ADMIN);
        given().cookie(People.COOKIE, admin.session())
                .get("/" + project.organization().slug() + "/settings/limits")
                .then()
                .statusCode(200)
                .body(not(containsString("New limit")));
    }

    private RequestSpecification browser() {
        return given().cookie(People.COOKIE, owner.session())
                .header("X-CSRF-Token", owner.csrf())
                .redirects()
                .follow(false);
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + People.token(project.organization(), owner))
                .contentType(ContentType.JSON);
    }
}
