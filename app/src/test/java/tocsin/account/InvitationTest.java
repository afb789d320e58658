package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class InvitationTest {

    @Inject
    Users users;

    private final Samples.Organization acme = Samples.organization();
    private final People.Somebody owner = People.member(acme, Role.OWNER);
    private final People.Somebody manager = People.member(acme, Role.MANAGER);
    private final String email = "bob-" + acme.slug() + "@example.org";

    @Test
    void nobodyIsThereBeforeTheyOpenTheLinkAndMakeAnAccount() {
        var link = link(invite(manager, email, "member"));
        assertThat(accounts()).isZero();
        assertThat(members()).isEqualTo(2);
        stranger().get(link).then().statusCode(200).body(containsString(email), containsString("Create the account"));

        var arrived = arrive(link, "a password of my own");

        arrived.then().statusCode(303).header("Location", endsWith("/" + acme.slug() + "/issues"));
        as(arrived.getCookie(People.COOKIE))
                .get("/" + acme.slug() + "/issues")
                .then()
                .statusCode(200);
        assertThat(role(email)).isEqualTo("MEMBER");
        assertThat(Samples.<Boolean>query("select password_temporary from user_account where email = ?", email))
                .isFalse();
        assertThat(Samples.<Long>query(
                        "select count(*) from audit_entry where tenant_id = ? and (action = 'member.invite'"
                                + " and actor = ? or action = 'member.add' and actor = ?)",
                        acme.tenant(),
                        manager.email(),
                        email))
                .isEqualTo(2);
        isOver(link);
    }

    @Test
    void anAccountMadeByALinkIsNotTakenForItsAddressesOwner() {
        arrive(link(invite(manager, email, "member")), "a password of the manager's own");

        assertThatThrownBy(() -> users.claim(email))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("hand them a new password");

        users.resetPassword(email, Optional.empty());
        assertThat(users.claim(email).password()).isEmpty();
    }

    @Test
    void whoHasAnAccountLogsInToJoin() {
        var somebody = People.somebody();
        var link = link(invite(manager, somebody.email(), "viewer"));
        stranger().get(link).then().statusCode(200).body(containsString("/login?next=" + link));
        stranger().post(link).then().statusCode(303).header("Location", endsWith("/login"));
        assertThat(members()).isEqualTo(2);

        as(somebody.session()).get(link).then().statusCode(200).body(containsString("as " + somebody.email()));
        as(somebody.session()).formParam("x", "y").post(link).then().statusCode(403);
        join(somebody, link).then().statusCode(303).header("Location", endsWith("/" + acme.slug() + "/issues"));

        assertThat(role(somebody.email())).isEqualTo("VIEWER");
    }

    @Test
    void thePageDoesNotTellWhoHasAnAccount() {
        var somebody = People.somebody();
        var known = link(invite(manager, somebody.email(), "member"));
        var unknown = link(invite(manager, email, "member"));

        var forKnown = stranger().get(known).asString().replace(known, "").replace(somebody.email(), "");
        var forUnknown = stranger().get(unknown).asString().replace(unknown, "").replace(email, "");
        assertThat(forKnown).isEqualTo(forUnknown);
        for (var link : List.of(known, unknown)) {
            arrive(link, "short").then().statusCode(422).body(containsString("At least"));
        }

        arrive(known, "a password of my own")
                .then()
                .statusCode(422)
                .body(containsString("E-mail and password do not belong together."));
        assertThat(members()).isEqualTo(2);
        var led = arrive(known, People.PASSWORD);
        led.then().statusCode(303).header("Location", endsWith(known));
        as(led.getCookie(People.COOKIE)).get(known).then().body(containsString("as " + somebody.email()));
    }

    @Test
    void guessingAPasswordThroughAnInvitationGetsSlow() {
        var somebody = People.somebody();
        var link = link(invite(manager, somebody.email(), "member"));
        for (int attempt = 0; attempt < 5; attempt++) {
            arrive(link, "a wrong password " + attempt).then().statusCode(422);
        }

        arrive(link, People.PASSWORD).then().statusCode(422).body(containsString("Too many attempts"));
    }

    @Test
    void theAnswerDoesNotTellWhoHasAnAccount() {
        var somebody = People.somebody();
        var shape = List.of("id", "email", "dateCreated", "dateExpires", "inviteLink");

        var known = invite(manager, somebody.email(), "member").jsonPath().<String, Object>getMap("");
        var unknown = invite(manager, email, "member").jsonPath().<String, Object>getMap("");
        known.keySet().removeAll(shape);
        unknown.keySet().removeAll(shape);
        known.remove("name");
        unknown.remove("name");

        assertThat(known).isEqualTo(unknown).containsEntry("pending", true).containsEntry("user", null);
        with(owner)
                .get(sentry())
                .then()
                .statusCode(200)
                .body("email", hasItem(email))
                .body("find { it.email == '" + somebody.email() + "' }.name", equalTo(somebody.email()))
                .body("find { it.email == '" + email + "' }.inviteLink", nullValue());
    }

    @Test
    void aLinkThatIsUnknownReplacedWithdrawnOrTooOldIsOver() {
        isOver("/join/" + Secrets.random());
        isOver("/join/%00");
        var made = invite(manager, email, "member");
        var first = link(made);

        var second = path(with(manager)
                .post(v1() + "/" + number(made) + "/link")
                .then()
                .statusCode(201)
                .extract()
                .path("link"));
        isOver(first);
        stranger().get(second).then().statusCode(200);

        Samples.execute("update invitation set expires_at = now() - interval '1 second' where email = ?", email);
        isOver(second);
        with(owner).get(v1()).then().body("[0].expired", equalTo(true));

        var third = link(invite(manager, email, "admin"));
        stranger().get(third).then().statusCode(200).body(containsString("Admin"));
        with(manager).delete(sentry() + made.jsonPath().getString("id")).then().statusCode(204);
        isOver(third);
        with(owner).get(v1()).then().body("size()", equalTo(0));
    }

    @Test
    void anInvitationIsWorthWhatItsInviterIsWorth() {
        invite(manager, email, "owner").then().statusCode(403);
        var demoted = link(invite(manager, email, "manager"));
        Samples.execute("update membership set role = 'ADMIN' where user_id = ?", manager.id());
        isOver(demoted);
        Samples.execute("update membership set role = 'MANAGER' where user_id = ?", manager.id());
        stranger().get(demoted).then().statusCode(200);
        Samples.execute("update user_account set status = 'DISABLED' where id = ?", manager.id());
        isOver(demoted);
        Samples.execute("update user_account set status = 'ACTIVE' where id = ?", manager.id());

        with(owner).delete(sentry() + manager.id()).then().statusCode(204);

        isOver(demoted);
        assertThat(Samples.<Long>query("select count(*) from invitation where tenant_id = ?", acme.tenant()))
                .isZero();
    }

    @Test
    void nobodyTouchesAnInvitationAboveTheirOwnRole() {
        var made = invite(owner, email, "owner");

        invite(manager, email, "viewer").then().statusCode(403);
        with(manager).post(v1() + "/" + number(made) + "/link").then().statusCode(403);
        with(manager).delete(v1() + "/" + number(made)).then().statusCode(403);

        stranger().get(link(made)).then().statusCode(200);
    }

    @Test
    void whoIsAMemberCannotBeInvitedNorJoinAgain() {
        invite(owner, manager.email().toUpperCase(java.util.Locale.ROOT), "member")
                .then()
                .statusCode(409)
                .body("detail", containsString("is a member already"));
        var link = link(invite(owner, email, "member"));

        join(manager, link).then().statusCode(422).body(containsString("is a member already"));

        assertThat(role(manager.email())).isEqualTo("MANAGER");
        stranger().get(link).then().statusCode(200);
    }

    @Test
    void oneLinkLetsOnePersonIn() throws Exception {
        var link = link(invite(owner, email, "member"));
        var people = List.of(People.somebody(), People.somebody(), People.somebody(), People.somebody());
        try (var threads = Executors.newFixedThreadPool(people.size())) {
            var answers = threads.invokeAll(people.stream()
                    .<java.util.concurrent.Callable<Integer>>map(
                            person -> () -> join(person, link).statusCode())
                    .toList());

            assertThat(answers.stream().map(Future::resultNow).sorted()).containsExactly(303, 410, 410, 410);
        }
        assertThat(members()).isEqualTo(3);
    }

    @Test
    void aPasswordThatIsTooShortLeavesNothingBehind() {
        var link = link(invite(owner, email, "member"));

        arrive(link, "short").then().statusCode(422).body(containsString("At least"), containsString("value=\"Bob\""));

        assertThat(accounts()).isZero();
        arrive(link, "a password of my own").then().statusCode(303);
    }

    @Test
    void nobodyJoinsADisabledOrganization() {
        var link = link(invite(owner, email, "member"));
        Samples.execute("update organization set status = 'DISABLED' where tenant_id = ?", acme.tenant());

        isOver(link);
        arrive(link, "a password of my own").then().statusCode(410);
    }

    @Test
    void thePageShowsTheLinkOnceAndTheInvitationUntilItIsWithdrawn() {
        var members = "/" + acme.slug() + "/settings/members";
        var page = as(manager.session())
                .formParam("_csrf", manager.csrf())
                .formParam("email", email)
                .formParam("role", "MEMBER")
                .post(members + "/invitations");
        page.then().statusCode(200).body(containsString("/join/"), containsString(email));
        var list = as(manager.session()).get(members);
        list.then().statusCode(200).body(containsString(email), not(containsString("/join/")));
        as(manager.session())
                .formParam("_csrf", manager.csrf())
                .formParam("email", owner.email())
                .post(members + "/invitations")
                .then()
                .statusCode(422)
                .body(containsString("is a member already"));
        long id = Samples.query("select id from invitation where email = ?", email);
        var globex = Samples.organization();
        var stranger = People.member(globex, Role.OWNER);
        as(stranger.session())
                .formParam("_csrf", stranger.csrf())
                .post("/" + globex.slug() + "/settings/members/invitations/" + id + "/withdraw")
                .then()
                .statusCode(404);

        as(manager.session())
                .formParam("_csrf", manager.csrf())
                .post(members + "/invitations/" + id + "/withdraw")
                .then()
                .statusCode(303);

        as(manager.session()).get(members).then().body(not(containsString(email)));
    }

    private void isOver(String link) {
        stranger().get(link).then().statusCode(410).body(containsString("Ask whoever sent it"));
        var somebody = People.somebody();
        join(somebody, link).then().statusCode(410);
    }

    private Response invite(People.Somebody inviter, String address, String role) {
        return with(inviter)
                .body("{\"email\":\"" + address + "\",\"orgRole\":\"" + role + "\"}")
                .post(sentry());
    }

    private String sentry() {
        return "/api/0/organizations/" + acme.slug() + "/members/";
    }

    private String v1() {
        return "/api/v1/organizations/" + acme.slug() + "/invitations";
    }

    private static String link(Response made) {
        return path(made.then().statusCode(201).extract().path("inviteLink"));
    }

    private static String path(String link) {
        return URI.create(link).getPath();
    }

    private static String number(Response made) {
        return made.jsonPath().getString("id").replaceAll("\\D", "");
    }

    private long accounts() {
        return Samples.query("select count(*) from user_account where email = ?", email);
    }

    private long members() {
        return Samples.query("select count(*) from membership where tenant_id = ?", acme.tenant());
    }

    private String role(String address) {
        return Samples.query(
                "select role from membership where tenant_id = ?"
                        + " and user_id = (select id from user_account where email = ?)",
                acme.tenant(),
                address);
    }

    private static Response join(People.Somebody somebody, String link) {
        return as(somebody.session()).formParam("_csrf", somebody.csrf()).post(link);
    }

    private static Response arrive(String link, String password) {
        return stranger()
                .formParam("name", "Bob")
                .formParam("password", password)
                .post(link + "/account");
    }

    private RequestSpecification with(People.Somebody somebody) {
        return given().header("Authorization", "Bearer " + People.token(acme, somebody))
                .contentType("application/json");
    }

    private static RequestSpecification as(String session) {
        return stranger().cookie(People.COOKIE, session);
    }

    private static RequestSpecification stranger() {
        return given().urlEncodingEnabled(false).redirects().follow(false).header("Accept", "text/html");
    }
}
