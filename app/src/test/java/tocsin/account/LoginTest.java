package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LoginTest {

    private static final RestAssuredConfig STAY =
            RestAssuredConfig.config().redirect(RedirectConfig.redirectConfig().followRedirects(false));

    @Inject
    Logins logins;

    private final People.Somebody ada = People.member(Samples.organization(), Role.OWNER);

    @Test
    void theRightPasswordOpensASessionThatTheServerKnowsByHashOnly() {
        var answer = login(ada.email(), People.PASSWORD, "/account");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.getHeader("Location")).endsWith("/account");
        Cookie cookie = answer.getDetailedCookie(People.COOKIE);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualToIgnoringCase("Lax");
        assertThat(cookie.isSecured()).isFalse();
        assertThat(Samples.<Long>query(
                        "select count(*) from login_session where hash = ?", Secrets.sha256(cookie.getValue())))
                .isEqualTo(1);
        page(cookie.getValue()).get("/account").then().statusCode(200).body(containsString(ada.email()));
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressLookTheSame() {
        var wrong = login(ada.email(), "not the password", "/");
        var unknown = login("nobody-" + ada.id() + "@example.org", "not the password", "/");

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(wrong.getCookies()).doesNotContainKey(People.COOKIE);
        assertThat(withoutAddress(unknown)).isEqualTo(withoutAddress(wrong));
    }

    @Test
    void aDisabledPersonIsOutAtOnceAndCannotComeBack() {
        Samples.execute("update user_account set status = 'DISABLED' where id = ?", ada.id());

        page(ada.session()).get("/account").then().statusCode(303);
        assertThat(login(ada.email(), People.PASSWORD, "/").statusCode()).isEqualTo(422);
    }

    @Test
    void nextLeadsNowhereElse() {
        for (var elsewhere :
                new String[] {"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"}) {
            assertThat(login(ada.email(), People.PASSWORD, elsewhere).getHeader("Location"))
                    .doesNotContain("evil")
                    .matches("https?://(localhost|127.0.0.1):\\d+/");
        }
    }

    @Test
    void whoIsNotLoggedInIsLedToTheLoginAndBack() {
        given().config(STAY)
                .get("/account?tab=1")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/login?next=%2Faccount%3Ftab%3D1"));
        given().config(STAY)
                .header("HX-Request", "true")
                .get("/account")
                .then()
                .statusCode(401)
                .header("HX-Redirect", "/login");
    }

    @Test
    void guessingAtOneAccountGetsSlowWhereverItComesFrom() {
        for (int i = 0; i < 5; i++) {
            assertThat(logins.attempt(ada.email(), "guess " + i, Optional.of("203.0.113." + i), null))
                    .isInstanceOf(Logins.Outcome.Wrong.class);
        }

        assertThat(logins.attempt(ada.email(), People.PASSWORD, Optional.of("203.0.113.99"), null))
                .isInstanceOfSatisfying(Logins.Outcome.TooMany.class, tooMany -> assertThat(tooMany.retryAfter())
                        .isBetween(Duration.ofMillis(1), Duration.ofMinutes(1)));
        var page = login(ada.email(), People.PASSWORD, "/");
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(page.getHeader("Retry-After"))).isPositive();
    }

    @Test
    void guessingAllAtOnceGetsNoMoreAttempts() throws Exception {
        var start = new java.util.concurrent.CountDownLatch(1);
        var outcomes = new java.util.concurrent.ConcurrentLinkedQueue<Logins.Outcome>();
        var guessers = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    outcomes.add(logins.attempt(ada.email(), "guess " + i, Optional.of("198.18.0." + i), null));
                }))
                .toList();
        start.countDown();
        for (var guesser : guessers) {
            guesser.join(Duration.ofSeconds(60));
        }

        assertThat(outcomes).hasSize(40);
        // Five are free; the pause after them may pass while a slow machine is still counting.
        assertThat(outcomes.stream().filter(Logins.Outcome.Wrong.class::isInstance))
                .hasSizeBetween(5, 8);
    }

    @Test
    void guessingAtManyAccountsFromOneNetworkGetsSlow() {
        for (int i = 0; i < 20; i++) {
            logins.attempt(
                    "nobody-" + i + "-" + ada.id() + "@example.org", "guess", Optional.of("2001:db8:0:7::" + i), null);
        }

        assertThat(logins.attempt(ada.email(), People.PASSWORD, Optional.of("2001:db8:0:7::ffff"), null))
                .isInstanceOf(Logins.Outcome.TooMany.class);
        assertThat(logins.attempt(ada.email(), People.PASSWORD, Optional.of("2001:db8:0:8::1"), null))
                .isInstanceOf(Logins.Outcome.Welcome.class);
    }

    @Test
    void successForgivesAFewSlips() {
        for (int i = 0; i < 4; i++) {
            logins.attempt(ada.email(), "slip", Optional.of("198.51.100.4"), null);
        }
        assertThat(logins.attempt(ada.email(), People.PASSWORD, Optional.of("198.51.100.4"), null))
                .isInstanceOf(Logins.Outcome.Welcome.class);

        assertThat(logins.attempt(ada.email(), "slip", Optional.of("198.51.100.4"), null))
                .isInstanceOf(Logins.Outcome.Wrong.class);
    }

    @Test
    void loggingOutEndsTheSessionOnTheServer() {
        page(ada.session())
                .formParam("_csrf", ada.csrf())
                .post("/logout")
                .then()
                .statusCode(303);

        page(ada.session()).get("/account").then().statusCode(303);
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        page(ada.session())
                .formParam("name", "Mallory")
                .post("/account/profile")
                .then()
                .statusCode(403);
        page(ada.session())
                .formParam("name", "Mallory")
                .formParam("_csrf", People.somebody().csrf())
                .post("/account/profile")
                .then()
                .statusCode(403);

        page(ada.session()).get("/account").then().body(not(containsString("Mallory")));
    }

    @Test
    void aFormOrAScriptWithItsTokenMayChange() {
        page(ada.session())
                .formParam("name", "Ada of the form")
                .formParam("theme", "DARK")
                .formParam("_csrf", ada.csrf())
                .post("/account/profile")
                .then()
                .statusCode(303)
                .cookie("theme", "dark");
        page(ada.session()).get("/account").then().body(containsString("Ada of the form"));

        page(ada.session())
                .header("X-CSRF-Token", ada.csrf())
                .formParam("name", "Ada of the script")
                .post("/account/profile")
                .then()
                .statusCode(303);
    }

    @Test
    void anotherSiteCannotLogAnybodyIn() {
        given().config(STAY)
                .header("Sec-Fetch-Site", "cross-site")
                .formParam("email", ada.email())
                .formParam("password", People.PASSWORD)
                .post("/login")
                .then()
                .statusCode(403);
    }

    @Test
    void whereBrowsersDoNotNameTheRelationTheOriginTells() {
        for (var foreign : List.of("http://evil.example", "null")) {
            login(foreign).then().statusCode(403);
        }
        login(RestAssured.baseURI + ":" + RestAssured.port).then().statusCode(303);
    }

    private Response login(String origin) {
        return given().redirects()
                .follow(false)
                .header("Origin", origin)
                .formParam("email", ada.email())
                .formParam("password", People.PASSWORD)
                .post("/login");
    }

    @Test
    void aNewPasswordEndsEveryOtherSession() {
        var elsewhere = login(ada.email(), People.PASSWORD, "/").getCookie(People.COOKIE);

        page(ada.session())
                .formParam("current", People.PASSWORD)
                .formParam("password", "an even longer secret")
                .formParam("_csrf", ada.csrf())
                .post("/account/password")
                .then()
                .statusCode(303);

        page(elsewhere).get("/account").then().statusCode(303);
        page(ada.session()).get("/account").then().statusCode(200);
        assertThat(login(ada.email(), "an even longer secret", "/").statusCode())
                .isEqualTo(303);
    }

    @Test
    void aSessionOfOneIsNotRevokedByAnother() {
        var other = People.somebody();
        var handle = java.util.HexFormat.of().formatHex(Secrets.sha256(ada.session()), 0, 8);

        page(other.session())
                .formParam("_csrf", other.csrf())
                .post("/account/sessions/" + handle + "/revoke")
                .then()
                .statusCode(303);
        page(ada.session()).get("/account").then().statusCode(200);

        page(ada.session())
                .formParam("_csrf", ada.csrf())
                .post("/account/sessions/" + handle + "/revoke")
                .then()
                .statusCode(303);
        page(ada.session()).get("/account").then().statusCode(303);
    }

    private static Response login(String email, String password, String next) {
        return given().config(STAY)
                .formParam("email", email)
                .formParam("password", password)
                .formParam("next", next)
                .post("/login");
    }

    private static RequestSpecification page(String session) {
        return given().config(STAY).cookie(People.COOKIE, session);
    }

    private static String withoutAddress(Response answer) {
        return answer.asString().replaceAll("value=\"[^\"]*@example.org\"", "");
    }
}
