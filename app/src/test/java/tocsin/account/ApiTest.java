package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ApiTest {

    private final Samples.Organization acme = Samples.organization();
    private final String owner = People.token(acme, Role.OWNER);

    @Test
    void withoutATokenTheAnswerSaysWhatIsMissing() {
        given().get("/api/0/")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer realm=\"tocsin\"")
                .body("status", equalTo(401));
        with("tcs_nobody")
                .get("/api/0/")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("invalid_token"));
    }

    @Test
    void aSessionIsNoKeyToTheApi() {
        given().cookie(People.COOKIE, People.member(acme, Role.OWNER).session())
                .get("/api/0/")
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenNeverDoesMoreThanItsPersonMay() {
        with(People.token(acme, Role.VIEWER, Scope.ORG_READ, Scope.ORG_ADMIN, Scope.EVENT_WRITE))
                .get("/api/0/")
                .then()
                .statusCode(200)
                .body("auth.scopes", contains("org:read"));
    }

    @Test
    void aPersonNeverDoesMoreThanTheTokenMay() {
        var token = People.token(acme, Role.OWNER, Scope.TEAM_READ);

        with(token).get(v1("teams")).then().statusCode(200);
        with(token).get(v1("members")).then().statusCode(403).contentType("application/problem+json");
    }

    @Test
    void aTokenOpensOneOrganizationOnly() {
        var globex = Samples.organization();

        with(owner)
                .get("/api/v1/organizations/" + globex.slug() + "/teams")
                .then()
                .statusCode(404);
        with(owner).get("/api/v1/organizations/nowhere/teams").then().statusCode(404);
        with(owner)
                .get("/api/0/organizations/")
                .then()
                .statusCode(200)
                .body("slug", contains(acme.slug()))
                .body("id", contains(acme.tenant()));
    }

    @Test
    void aRevokedTokenAndALeftMemberAreStrangersAtOnce() {
        var leaving = People.member(acme, Role.ADMIN);
        var token = People.token(acme, leaving);
        with(token).get(v1("teams")).then().statusCode(200);

        with(owner).delete(v1("members/" + leaving.id())).then().statusCode(204);

        with(token).get(v1("teams")).then().statusCode(401);
    }

    @Test
    void aMemberRisesAndLeaves() {
        var member = People.member(acme, Role.MEMBER);

        with(owner)
                .body(Map.of("role", "admin"))
                .put(v1("members/" + member.id()))
                .then()
                .statusCode(200)
                .body("role", equalTo("admin"));
        with(owner).get(v1("members")).then().body("email", hasItem(member.email()));
        with(owner).delete(v1("members/" + member.id())).then().statusCode(204);
        with(owner).get(v1("members")).then().body("email", not(hasItem(member.email())));
    }

    @Test
    void theLastOwnerStays() {
        var lonely = Samples.organization();
        var only = People.member(lonely, Role.OWNER);
        var token = People.token(lonely, only);
        var member = "/api/v1/organizations/" + lonely.slug() + "/members/" + only.id();

        with(token)
                .delete(member)
                .then()
                .statusCode(409)
                .body("detail", containsString("last owner of " + lonely.slug()));
        with(token).body(Map.of("role", "admin")).put(member).then().statusCode(409);
        var away = People.member(lonely, Role.OWNER);
        Samples.execute("update user_account set status = 'DISABLED' where id = ?", away.id());
        with(token).delete(member).then().statusCode(409);

        People.member(lonely, Role.OWNER);
        with(token).delete(member).then().statusCode(204);
    }

    @Test
    void nobodyGivesOrTakesARoleAboveTheirOwn() {
        var boss = People.member(acme, Role.OWNER);
        var manager = People.token(acme, Role.MANAGER);

        with(manager).delete(v1("members/" + boss.id())).then().statusCode(403);
        with(manager)
                .body(Map.of("role", "viewer"))
                .put(v1("members/" + boss.id()))
                .then()
                .statusCode(403);
    }

    @Test
    void projectsAreSeenByTheirTeamsAndByAdmins() {
        var viewer = People.member(acme, Role.VIEWER);
        var token = People.token(acme, viewer);
        with(owner)
                .body(Map.of("slug", "shown", "platform", "java"))
                .post(v1("projects"))
                .then()
                .statusCode(201);
        with(owner)
                .body(Map.of("slug", "crew", "name", "The crew"))
                .post(v1("teams"))
                .then()
                .statusCode(201);

        with(token).get(v1("projects")).then().body("", hasSize(0));
        with(token).get(v1("projects/shown")).then().statusCode(404);

        with(owner).put(v1("projects/shown/teams/crew")).then().statusCode(200).body("teams", hasSize(1));
        with(owner).put(v1("teams/crew/members/" + viewer.id())).then().statusCode(200);

        with(token).get(v1("projects")).then().body("slug", contains("shown"));
        with(token)
                .header("Host", "elsewhere.example.org")
                .get("/api/0/organizations/" + acme.slug() + "/projects/")
                .then()
                .header("Link", startsWith("<http://127.0.0.1:"))
                .body("slug", contains("shown"))
                .body("[0].id", notNullValue(String.class))
                .header("Link", containsString("rel=\"next\"; results=\"false\""));
        with(owner).delete(v1("teams/crew")).then().statusCode(204);
        with(token).get(v1("projects/shown")).then().statusCode(404);
    }

    @Test
    void aNewProjectHasAKeyToSendWith() {
        with(owner).body(Map.of("slug", "fresh")).post(v1("projects")).then().statusCode(201);

        with(owner)
                .get(v1("projects/fresh/keys"))
                .then()
                .body("", hasSize(1))
                .body("[0].label", equalTo("Default"))
                .body("[0].active", equalTo(true))
                .body("[0].dsn", containsString("@"));
    }

    @Test
    void aKeyIsMadeRotatedDisabledAndDeleted() {
        var project = Samples.project(acme, "keyed");
        var keys = v1("projects/keyed/keys");

        var id = with(owner)
                .body(Map.of("label", "Phones"))
                .post(keys)
                .then()
                .statusCode(201)
                .body("dsn", containsString("/" + project.id()))
                .extract()
                .<Integer>path("id");
        var next = with(owner)
                .post(keys + "/" + id + "/rotate")
                .then()
                .statusCode(201)
                .extract()
                .<Integer>path("id");

        with(owner).get(keys).then().body("find { it.id == " + id + " }.active", equalTo(false));
        with(owner)
                .body(Map.of("label", "Phones", "active", false))
                .put(keys + "/" + next)
                .then()
                .body("active", equalTo(false));
        with(owner).delete(keys + "/" + next).then().statusCode(204);
        with(owner).get(keys).then().body("id", not(hasItem(next)));
    }

    @Test
    void aDeletedProjectIsGoneAndItsKeysOpenNothing() {
        var project = Samples.project(acme, "doomed");

        with(owner).delete(v1("projects/doomed")).then().statusCode(204);

        with(owner).get(v1("projects/doomed")).then().statusCode(404);
        assertThat(Samples.<Long>query("select count(*) from door_key(?) where active", project.key()))
                .isZero();
    }

    @Test
    void tokensAreMadeFromOwnScopesAndRevoked() {
        with(owner)
                .body(Map.of("name", "CI", "scopes", new String[] {"project:releases"}))
                .post(v1("tokens"))
                .then()
                .statusCode(201)
                .body("secret", containsString("tcs_"))
                .body("token.scopes", contains("project:releases"));
        with(owner)
                .body(Map.of("name", "CI", "scopes", new String[] {"world:domination"}))
                .post(v1("tokens"))
                .then()
                .statusCode(409);
        with(People.token(acme, Role.OWNER, Scope.ORG_ADMIN))
                .body(Map.of("name", "CI", "scopes", new String[] {"event:admin"}))
                .post(v1("tokens"))
                .then()
                .statusCode(409);
    }

    @Test
    void whateverChangesIsInTheAuditLog() {
        with(owner).body(Map.of("slug", "audited")).post(v1("teams")).then().statusCode(201);

        with(owner)
                .get(v1("audit"))
                .then()
                .statusCode(200)
                .body("[0].action", equalTo("team.create"))
                .body("[0].target", equalTo("audited"))
                .body("[0].ip", notNullValue());
    }

    @Test
    void badInputIsAProblemAndNeverA500() {
        with(owner)
                .body(Map.of("slug", "Not a slug"))
                .post(v1("teams"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        with(owner).body("{\"slug\": ").post(v1("teams")).then().statusCode(400);
        with(owner).body("").post(v1("teams")).then().statusCode(400);
        with(owner).body("null").post(v1("teams")).then().statusCode(400);
        with(owner)
                .body("{\"email\": \"a@b.c\", \"role\": \"king\"}")
                .post(v1("invitations"))
                .then()
                .statusCode(400);
        given().header("Authorization", "Bearer " + owner)
                .contentType("text/plain")
                .body("slug=x")
                .post(v1("teams"))
                .then()
                .statusCode(415);
        with(owner).body(Map.of("slug", "settings")).post(v1("projects")).then().statusCode(409);
        with(owner).get(v1("audit?cursor=elsewhere")).then().statusCode(400);
    }

    @Test
    void aTakenSlugIsAConflict() {
        var globex = Samples.organization();

        with(owner)
                .body(Map.of("slug", globex.slug(), "name", "Acme"))
                .put("/api/v1/organizations/" + acme.slug())
                .then()
                .statusCode(409);
    }

    private String v1(String path) {
        return "/api/v1/organizations/" + acme.slug() + "/" + path;
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
