package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class TemporaryPasswordTest {

    private final Samples.Organization acme = Samples.organization();
    private final Samples.Organization globex = Samples.organization();
    private final People.Somebody mallory = People.member(acme, Role.MANAGER);
    private final People.Somebody boss = People.member(globex, Role.OWNER);
    private final String email = "bob-" + acme.slug() + "@example.org";

    @Test
    void aPasswordThatWasMadeUpOpensOnlyTheChoiceOfAnother() {
        var secret = added(acme, mallory);
        var session = login(secret).getCookie(People.COOKIE);

        page(session)
                .get("/" + acme.slug() + "/issues")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/account"));
        page(session).get("/").then().statusCode(303).header("Location", endsWith("/account"));
        page(session)
                .header("HX-Request", "true")
                .get("/")
                .then()
                .statusCode(403)
                .header("HX-Redirect", "/account");
        page(session).get("/account").then().statusCode(200).body(containsString("a password of your own"));
        change(session, secret, secret).then().statusCode(422);

        change(session, secret, "a password of my own").then().statusCode(303);

        page(session).get("/" + acme.slug() + "/issues").then().statusCode(200);
        assertThat(login(secret).statusCode()).isEqualTo(422);
    }

    @Test
    void whoeverMadeAnAccountCannotGetIntoAnotherOrganizationWithIt() {
        var secret = added(acme, mallory);

        add(globex, boss).then().statusCode(409);

        var session = login(secret).getCookie(People.COOKIE);
        page(session).get("/" + globex.slug() + "/issues").then().statusCode(303);
        assertThat(Samples.<Long>query("select count(*) from membership where tenant_id = ?", globex.tenant()))
                .isEqualTo(1);
    }

    @Test
    void anUnclaimedAccountThatBelongsNowhereGetsANewPasswordAndLosesItsSessions() {
        var secret = added(acme, mallory);
        var session = login(secret).getCookie(People.COOKIE);
        Samples.execute(
                "delete from membership where tenant_id = ? and user_id = (select id from user_account where email = ?)",
                acme.tenant(),
                email);

        var another = added(globex, boss);

        assertThat(another).isNotEqualTo(secret);
        page(session).get("/account").then().statusCode(303).header("Location", containsString("/login"));
        assertThat(login(secret).statusCode()).isEqualTo(422);
        assertThat(login(another).statusCode()).isEqualTo(303);
    }

    @Test
    void nobodyGetsThePasswordOfAnAdministratorOfTheInstance() {
        added(acme, mallory);
        Samples.execute("delete from membership where tenant_id = ? and user_id <> ?", acme.tenant(), mallory.id());
        Samples.execute("update user_account set instance_admin = true where email = ?", email);

        add(globex, boss).then().statusCode(409);
    }

    @Test
    void whoHasChosenTheirOwnPasswordJoinsWithoutAnother() {
        var secret = added(acme, mallory);
        change(login(secret).getCookie(People.COOKIE), secret, "a password of my own");

        add(globex, boss).then().statusCode(201).body("oneTimePassword", nullValue());

        assertThat(login("a password of my own").statusCode()).isEqualTo(303);
    }

    private String added(Samples.Organization organization, People.Somebody adder) {
        return add(organization, adder).then().statusCode(201).extract().path("oneTimePassword");
    }

    private Response add(Samples.Organization organization, People.Somebody adder) {
        return given().header("Authorization", "Bearer " + People.token(organization, adder))
                .contentType("application/json")
                .body("{\"email\":\"" + email + "\",\"role\":\"member\"}")
                .post("/api/v1/organizations/" + organization.slug() + "/members");
    }

    private Response login(String password) {
        return given().redirects()
                .follow(false)
                .formParam("email", email)
                .formParam("password", password)
                .post("/login");
    }

    private static Response change(String session, String current, String password) {
        return page(session)
                .header("X-CSRF-Token", SessionCookie.csrf(session))
                .formParam("current", current)
                .formParam("password", password)
                .post("/account/password");
    }

    private static RequestSpecification page(String session) {
        return given().redirects().follow(false).header("Accept", "text/html").cookie(People.COOKIE, session);
    }
}
