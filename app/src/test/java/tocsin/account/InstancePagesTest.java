package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** What administrators of the instance do on its pages; that others are kept out is in RouteRightsTest. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class InstancePagesTest {

    private static final RestAssuredConfig STAY =
            RestAssuredConfig.config().redirect(RedirectConfig.redirectConfig().followRedirects(false));

    private final Samples.Organization acme = Samples.organization();
    private final People.Somebody admin = People.member(acme, Role.OWNER);

    InstancePagesTest() {
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.id());
    }

    @Test
    void anAccountIsMadeRenamedAndAppointed() {
        var email = "new-" + admin.id() + "@example.org";
        send("/instance/people", "email", email, "person", "New")
                .statusCode(200)
                .body(containsString("One-time password"));
        send("/instance/people", "email", email, "person", "New")
                .statusCode(422)
                .body(containsString(email));
        send("/instance/people", "email", "nobody", "person", "")
                .statusCode(422)
                .body(containsString("aria-invalid"));

        var id = Samples.<Long>query("select id from user_account where email = ?", email);
        read("/instance/people/" + id).statusCode(200).body(containsString(email));
        send("/instance/people/" + id, "name", "Newer", "administrator", "on").statusCode(303);
        assertThat(Samples.<String>query("select name || instance_admin from user_account where id = ?", id))
                .isEqualTo("Newertrue");
        send("/instance/people/" + id, "name", "Newer").statusCode(303);
        assertThat(Samples.<Boolean>query("select instance_admin from user_account where id = ?", id))
                .isFalse();
        read("/instance/people/" + Long.MAX_VALUE).statusCode(404);
    }

    @Test
    void nobodyTakesAdministrationFromThemselves() {
        send("/instance/people/" + admin.id(), "name", "Root").statusCode(303);

        assertThat(Samples.<String>query("select name || instance_admin from user_account where id = ?", admin.id()))
                .isEqualTo("Roottrue");
    }

    @Test
    void anOrganizationIsRenamed() {
        var slug = acme.slug() + "-new";
        var taken = Samples.organization();

        read("/instance/organizations/" + acme.slug()).statusCode(200).body(containsString("Slug"));
        send("/instance/organizations/" + acme.slug(), "name", "Acme", "slug", taken.slug())
                .statusCode(422)
                .body(containsString("is taken"));
        send("/instance/organizations/" + acme.slug(), "name", "Acme", "slug", slug)
                .statusCode(303);

        assertThat(Samples.<String>query("select slug || name from organization where tenant_id = ?", acme.tenant()))
                .isEqualTo(slug + "Acme");
        read("/instance/organizations/nowhere-at-all").statusCode(404);
    }

    @Test
    void whatWasDoneAcrossOrganizationsCanBeRead() {
        read("/instance/organizations/" + acme.slug()).statusCode(200);

        read("/instance/audit")
                .statusCode(200)
                .body(containsString(admin.email()))
                .body(containsString("looked at the organization " + acme.slug()));
    }

    @Test
    void theAuditLogIsReadPageByPage() {
        for (var look = 0; look < 60; look++) {
            Samples.execute("insert into instance_audit (actor, reason) values (?, ?)", admin.email(), "look " + look);
        }
        var first = read("/instance/audit").statusCode(200).extract().asString();
        var oldest = Samples.<Long>query(
                "select min(id) from (select id from instance_audit order by id desc limit 50) newest");
        assertThat(first).contains("/instance/audit?cursor=" + oldest);

        var token = People.token(acme, admin, Scope.INSTANCE_ADMIN);
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/instance/audit?cursor=" + oldest)
                .then()
                .statusCode(200)
                .body("id", everyItem(lessThan(oldest.intValue())))
                .body("reason", hasItem("look 5"))
                .body("reason", not(hasItem("look 59")));
        read("/instance/audit?cursor=" + oldest).statusCode(200).body(containsString("look 5"));
    }

    private ValidatableResponse read(String path) {
        return request().get(path).then();
    }

    private ValidatableResponse send(String path, String... namesAndValues) {
        var request = request().formParam("_csrf", admin.csrf());
        for (int at = 0; at < namesAndValues.length; at += 2) {
            request = request.formParam(namesAndValues[at], namesAndValues[at + 1]);
        }
        return request.post(path).then();
    }

    private RequestSpecification request() {
        return given().config(STAY).header("Accept", "text/html").cookie(People.COOKIE, admin.session());
    }
}
