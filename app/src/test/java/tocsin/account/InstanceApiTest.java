package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class InstanceApiTest {

    private static final String USERS = "/api/v1/users/";
    private static final String ORGANIZATIONS = "/api/v1/instance/organizations/";

    private final Samples.Organization acme = Samples.organization();
    private final People.Somebody admin = administrator();
    private final String token = People.token(acme, admin);

    @Test
    void anAccountIsMadeChangedDisabledAndDeleted() {
        var email = "new-" + acme.slug() + "@example.org";
        var made = with(token)
                .body(Map.of("email", email, "name", "New"))
                .post(USERS)
                .then()
                .statusCode(201)
                .extract();
        var password = made.<String>path("oneTimePassword");
        var user = USERS + made.<Integer>path("user.id");
        assertThat(login(email, password)).isEqualTo(303);
        with(token).body(Map.of("email", email)).post(USERS).then().statusCode(409);

        with(token).get(user).then().statusCode(200).body("email", equalTo(email));
        with(token)
                .body(Map.of("name", "Newer", "instanceAdmin", true))
                .put(user)
                .then()
                .statusCode(200)
                .body("name", equalTo("Newer"))
                .body("instanceAdmin", equalTo(true));
        with(token).post(user + "/disable").then().statusCode(200).body("active", equalTo(false));
        assertThat(login(email, password)).isEqualTo(422);
        with(token).post(user + "/enable").then().statusCode(200).body("active", equalTo(true));
        var another = with(token)
                .post(user + "/password")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("oneTimePassword");
        assertThat(login(email, password)).isEqualTo(422);
        assertThat(login(email, another)).isEqualTo(303);

        with(token).delete(user).then().statusCode(204);
        with(token).get(user).then().statusCode(404);
        assertThat(Samples.<Long>query(
                        "select count(*) from instance_audit where actor = ? and reason like '%' || ?",
                        admin.email(), email))
                .isGreaterThan(4);
    }

    @Test
    void nobodyLocksThemselvesOut() {
        var own = USERS + admin.id();

        with(token).post(own + "/disable").then().statusCode(409);
        with(token).post(own + "/password").then().statusCode(409);
        with(token).delete(own).then().statusCode(409);
        with(token)
                .body(Map.of("instanceAdmin", false))
                .put(own)
                .then()
                .statusCode(409)
                .body("detail", containsString("own"));
    }

    @Test
    void nobodyGoesWhoseOrganizationWouldBeNobodys() {
        var owner = People.member(acme, Role.OWNER);
        var away = People.member(acme, Role.OWNER);
        Samples.execute("update membership set role = 'ADMIN' where user_id = ?", admin.id());
        with(token).post(USERS + away.id() + "/disable").then().statusCode(200);

        var refused = containsString("the last owner of " + acme.slug());
        with(token).post(USERS + owner.id() + "/disable").then().statusCode(409).body("detail", refused);
        with(token).delete(USERS + owner.id()).then().statusCode(409).body("detail", refused);

        with(token).post(USERS + away.id() + "/enable").then().statusCode(200);
        with(token).delete(USERS + owner.id()).then().statusCode(204);
        assertThat(Samples.<Long>query(
                        "select count(*) from membership where tenant_id = ? and role = 'OWNER'", acme.tenant()))
                .isEqualTo(1);
    }

    @Test
    void ofTwoOwnersWhoAreDeletedAtTheSameTimeOneStays() throws Exception {
        var globex = Samples.organization();
        var owners = List.of(People.member(globex, Role.OWNER), People.member(globex, Role.OWNER));
        try (var threads = Executors.newFixedThreadPool(2)) {
            var answers = threads.invokeAll(owners.stream()
                    .<Callable<Integer>>map(owner ->
                            () -> with(token).delete(USERS + owner.id()).statusCode())
                    .toList());

            assertThat(answers.stream().map(Future::resultNow).sorted()).containsExactly(204, 409);
        }
    }

    @Test
    void anOrganizationIsMadeMovedDisabledAndDeleted() {
        var owner = People.somebody();
        var slug = "made-" + acme.slug();
        with(token)
                .body(Map.of("name", "Made", "slug", slug, "owner", owner.email()))
                .post("/api/0/organizations/")
                .then()
                .statusCode(201)
                .body("slug", equalTo(slug));
        with(token)
                .body(Map.of("name", "Made", "slug", slug))
                .post("/api/0/organizations/")
                .then()
                .statusCode(409);
        with(token)
                .body(Map.of("name", "Made", "owner", "nobody@example.org"))
                .post("/api/0/organizations/")
                .then()
                .statusCode(409);
        assertThat(page(owner, "/" + slug + "/settings")).isEqualTo(200);
        with(token).get(ORGANIZATIONS).then().statusCode(200).body("slug", hasItem(acme.slug()));

        var moved = slug + "-moved";
        with(token)
                .body(Map.of("slug", moved))
                .put(ORGANIZATIONS + slug)
                .then()
                .statusCode(200)
                .body("slug", equalTo(moved))
                .body("name", equalTo("Made"));
        assertThat(page(owner, "/" + moved + "/settings")).isEqualTo(200);
        with(token).delete(ORGANIZATIONS + moved).then().statusCode(409);
        with(token)
                .post(ORGANIZATIONS + moved + "/disable")
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
        assertThat(page(owner, "/" + moved + "/settings")).isEqualTo(404);
        with(token)
                .post(ORGANIZATIONS + moved + "/enable")
                .then()
                .statusCode(200)
                .body("active", equalTo(true));
        with(token).post(ORGANIZATIONS + moved + "/disable").then().statusCode(200);
        with(token).delete(ORGANIZATIONS + moved).then().statusCode(204);
        with(token).get(ORGANIZATIONS + moved).then().statusCode(404);
    }

    @Test
    void anOwnerChangesDisablesAndDeletesTheirOwnOrganization() {
        var globex = Samples.organization();
        var owner = People.token(globex, Role.OWNER);
        var here = "/api/0/organizations/" + globex.slug() + "/";

        with(owner)
                .body(Map.of("name", "Globex"))
                .put(here)
                .then()
                .statusCode(200)
                .body("name", equalTo("Globex"));
        with(People.token(globex, Role.MANAGER))
                .body(Map.of("name", "Mine"))
                .put(here)
                .then()
                .statusCode(403);
        var leaving = Samples.organization();
        with(People.token(leaving, Role.OWNER))
                .delete("/api/0/organizations/" + leaving.slug() + "/")
                .then()
                .statusCode(204);

        with(owner)
                .post("/api/v1/organizations/" + globex.slug() + "/disable")
                .then()
                .statusCode(204);
        with(owner).get(here).then().statusCode(401);
        with(token).post(ORGANIZATIONS + globex.slug() + "/enable").then().statusCode(200);
        with(owner).get(here).then().statusCode(200);
        assertThat(Samples.<Long>query(
                        "select count(*) from organization where tenant_id = ? and deleted_at is null",
                        leaving.tenant()))
                .isZero();
    }

    @Test
    void aTokenAdministersTheInstanceOnlyWhenItWasMadeForThat() {
        var build = People.token(acme, admin, Scope.ORG_READ, Scope.PROJECT_RELEASES);
        var climber = People.token(acme, People.member(acme, Role.OWNER), Scope.INSTANCE_ADMIN);

        with(build).get(USERS).then().statusCode(403);
        with(climber).get(USERS).then().statusCode(404);
        with(token).get(USERS).then().statusCode(200);

        Samples.execute("update user_account set instance_admin = false where id = ?", admin.id());
        with(token).get(USERS).then().statusCode(404);
    }

    @Test
    void onlyAdministratorsOfTheInstanceMakeSuchTokens() {
        var owner = People.token(acme, Role.OWNER);
        var wish = Map.of("name", "Root", "scopes", new String[] {"instance:admin"});
        var tokens = "/api/v1/organizations/" + acme.slug() + "/tokens";

        with(owner).body(wish).post(tokens).then().statusCode(409);
        with(token).body(wish).post(tokens).then().statusCode(201);
    }

    private People.Somebody administrator() {
        var somebody = People.member(acme, Role.OWNER);
        Samples.execute("update user_account set instance_admin = true where id = ?", somebody.id());
        return somebody;
    }

    private static int page(People.Somebody somebody, String path) {
        return given().redirects()
                .follow(false)
                .header("Accept", "text/html")
                .cookie(People.COOKIE, somebody.session())
                .get(path)
                .statusCode();
    }

    private static int login(String email, String password) {
        return given().redirects()
                .follow(false)
                .formParam("email", email)
                .formParam("password", password)
                .post("/login")
                .statusCode();
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
