package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class TemporaryPasswordTest {

    private final Samples.Organization acme = Samples.organization();
    private final String email = "bob-" + acme.slug() + "@example.org";

    @Inject
    Organizations organizations;

    @Inject
    Members members;

    @Test
    void aPasswordThatWasMadeUpOpensOnlyTheChoiceOfAnother() {
        var secret = organizations
                .in(acme.slug(), "test", () -> members.add(email, Role.MEMBER))
                .oneTimePassword()
                .orElseThrow();
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
    void aCommandGivesNobodyThePasswordOfAnAccountThatIsThere() {
        var somebody = People.somebody();

        var added = organizations.in(acme.slug(), "test", () -> members.add(somebody.email(), Role.MEMBER));

        assertThat(added.oneTimePassword()).isEmpty();
        page(somebody.session()).get("/" + acme.slug() + "/issues").then().statusCode(200);
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
