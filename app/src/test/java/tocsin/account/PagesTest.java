package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class PagesTest {

    private static final RestAssuredConfig STAY =
            RestAssuredConfig.config().redirect(RedirectConfig.redirectConfig().followRedirects(false));

    private final Samples.Organization acme = Samples.organization();
    private final Samples.Project web = Samples.project(acme, "web");
    private final People.Somebody owner = People.member(acme, Role.OWNER);

    @Test
    void everySettingsPageShowsItselfToOwnersAndToViewers() {
        var viewer = People.member(acme, Role.VIEWER);
        for (var page : new String[] {"", "/members", "/teams", "/projects", "/tokens"}) {
            read(owner, settings(page)).statusCode(200).body(containsString("</html>"));
            read(viewer, settings(page)).statusCode(200).body(not(containsString("Delete")));
        }
        read(owner, settings("/audit")).statusCode(200);
        read(viewer, settings("/audit")).statusCode(403);
        read(owner, "/" + acme.slug() + "/web/settings").statusCode(200);
        read(owner, "/" + acme.slug() + "/web/settings/keys").statusCode(200).body(containsString(web.key()));
        read(viewer, "/" + acme.slug() + "/web/settings/keys").statusCode(404);
    }

    @Test
    void theRailNamesTheFirstFiftyProjectsAndTheOneThatIsOpen() {
        for (var i = 0; i < 52; i++) {
            Samples.project(acme, "app%02d".formatted(i));
        }

        read(owner, "/" + acme.slug() + "/app51/issues")
                .statusCode(200)
                .body(containsString("/app49/issues\""), not(containsString("/app50/issues\"")))
                .body(containsString("/app51/issues\""))
                .body(containsString("2 more"));
        read(owner, "/" + acme.slug() + "/issues").body(containsString("3 more"));
    }

    @Test
    void aTokenIsShownOnceAndWorksUntilItIsRevoked() {
        var page = send(owner, settings("/tokens"), "name", "Robot", "scope", "team:read", "days", "30")
                .statusCode(200)
                .extract()
                .asString();
        var secret = find(page, "value=\"(tcs_[\\w-]{43})\"");
        var teams = "/api/v1/organizations/" + acme.slug() + "/teams";
        bearer(secret).get(teams).then().statusCode(200);
        var list = read(owner, settings("/tokens"))
                .body(not(containsString(secret)))
                .extract()
                .asString();

        send(owner, find(list, "action=\"([^\"]+/revoke)\"")).statusCode(303);

        bearer(secret).get(teams).then().statusCode(401);
    }

    @Test
    void aProjectIsMadeMovedDisabledAndDeleted() {
        var projects = settings("/projects");
        send(owner, projects, "name", "Check out", "platform", "java")
                .statusCode(303)
                .header("Location", endsWith("/" + acme.slug() + "/check-out/start"));
        send(owner, projects, "name", "Check out", "platform", "java")
                .statusCode(422)
                .body(containsString("is taken"), containsString("value=\"Check out\""));
        send(owner, projects, "name", "Settings", "platform", "java").statusCode(422);
        var project = "/" + acme.slug() + "/check-out/settings";

        send(owner, project, "name", "Check out", "slug", "till", "platform", "java")
                .statusCode(303);
        var moved = "/" + acme.slug() + "/till/settings";
        send(owner, moved + "/disable").statusCode(303);
        read(owner, moved).body(containsString("events are refused"));
        send(owner, moved + "/delete", "confirm", "something").statusCode(422);
        read(owner, moved).statusCode(200);
        send(owner, moved + "/delete", "confirm", "till").statusCode(303);
        read(owner, moved).statusCode(404);
    }

    @Test
    void aKeyIsRotatedByAButton() {
        var keys = "/" + acme.slug() + "/web/settings/keys";

        send(owner, keys + "/" + web.keyId() + "/rotate").statusCode(303);

        assertThat(Samples.<String>query("select status from project_key where id = ?", web.keyId()))
                .isEqualTo("DISABLED");
        assertThat(Samples.<Long>query(
                        "select count(*) from project_key where project_id = ? and status = 'ACTIVE'", web.id()))
                .isEqualTo(1);
    }

    @Test
    void aTeamShowsItsProjectToItsPeople() {
        var viewer = People.member(acme, Role.VIEWER);
        read(viewer, "/" + acme.slug() + "/web/settings").statusCode(404);

        send(owner, settings("/teams"), "name", "Crew").statusCode(303);
        send(owner, settings("/teams/crew/members"), "user", Long.toString(viewer.id()))
                .statusCode(303);
        long team = Samples.query("select id from team where tenant_id = ? and slug = 'crew'", acme.tenant());
        send(owner, "/" + acme.slug() + "/web/settings/teams", "team", Long.toString(team))
                .statusCode(303);

        read(viewer, "/" + acme.slug() + "/web/settings").statusCode(200);
        read(owner, settings("/teams/crew")).statusCode(200).body(containsString(viewer.email()));
        send(owner, settings("/teams/crew/members/" + viewer.id() + "/remove")).statusCode(303);
        read(viewer, "/" + acme.slug() + "/web/settings").statusCode(404);
    }

    @Test
    void theOrganizationMovesAndEnds() {
        var globex = Samples.organization();
        var boss = People.member(globex, Role.OWNER);
        var moved = globex.slug() + "-moved";
        send(boss, "/" + globex.slug() + "/settings", "slug", acme.slug(), "name", "Globex")
                .statusCode(422);

        send(boss, "/" + globex.slug() + "/settings", "slug", moved, "name", "Globex")
                .statusCode(303);
        read(boss, "/" + globex.slug() + "/settings").statusCode(404);
        send(boss, "/" + moved + "/settings/delete", "confirm", "no").statusCode(422);
        send(boss, "/" + moved + "/settings/delete", "confirm", moved).statusCode(303);

        assertThat(Samples.<Long>query(
                        "select count(*) from organization where tenant_id = ? and deleted_at is null",
                        globex.tenant()))
                .isZero();
    }

    @Test
    void theLastOwnerIsToldWhyTheyStay() {
        send(owner, settings("/members/" + owner.id() + "/remove"))
                .statusCode(422)
                .body(containsString("the last owner of " + acme.slug()));
        send(owner, settings("/members/" + owner.id() + "/role"), "role", "MEMBER")
                .statusCode(422)
                .body(containsString("the last owner of " + acme.slug()));
    }

    @Test
    void administratorsOfTheInstanceMakeDisableAndEnableOrganizations() {
        var admin = People.somebody();
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.id());
        var slug = "made-" + admin.id();
        read(admin, "/").statusCode(200);

        send(admin, "/instance/organizations", "name", "Made", "slug", slug).statusCode(303);
        read(admin, "/" + slug + "/settings").statusCode(200);
        send(admin, "/instance/organizations/" + slug + "/disable").statusCode(303);
        read(admin, "/" + slug + "/settings").statusCode(404);
        send(admin, "/instance/organizations/" + slug + "/enable").statusCode(303);
        read(admin, "/" + slug + "/settings/audit").statusCode(200).body(containsString(admin.email()));
        read(admin, "/instance").statusCode(200).body(containsString(slug));

        send(admin, "/instance/organizations/" + slug + "/delete")
                .statusCode(422)
                .body(containsString("disable it first"));
        send(admin, "/instance/organizations/" + slug + "/disable").statusCode(303);
        send(admin, "/instance/organizations/" + slug + "/delete").statusCode(303);
        assertThat(Samples.<Long>query("select count(*) from organization where slug = ?", slug))
                .isZero();
        send(admin, "/instance/people/" + owner.id() + "/disable")
                .statusCode(422)
                .body(containsString("the last owner of " + acme.slug()));
        send(admin, "/instance/people/" + owner.id() + "/delete")
                .statusCode(422)
                .body(containsString("the last owner of " + acme.slug()));
        var leaving = People.somebody();
        send(admin, "/instance/people/" + leaving.id() + "/delete").statusCode(303);
        send(admin, "/instance/people/" + admin.id() + "/delete").statusCode(422);
        read(admin, "/instance").body(not(containsString(leaving.email())));

        // What the instance's administrator is no member of stays closed.
        read(admin, settings("")).statusCode(404);
        assertThat(Samples.<Long>query("select count(*) from instance_audit where actor = ?", admin.email()))
                .isPositive();
    }

    @Test
    void anOrganizationThatIsRefusedLeavesNoAccountBehind() {
        var admin = People.somebody();
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.id());
        var email = "founder-" + admin.id() + "@example.org";
        var slug = "founded-" + admin.id();

        send(admin, "/instance/organizations", "name", "Taken", "slug", acme.slug(), "owner", email)
                .statusCode(422);
        assertThat(Samples.<Long>query("select count(*) from user_account where email = ?", email))
                .isZero();

        var page = send(admin, "/instance/organizations", "name", "Founded", "slug", slug, "owner", email)
                .statusCode(200)
                .extract()
                .asString();
        find(page, "value=\"([a-z2-9]{16})\"");
        assertThat(Samples.<String>query("select actor from audit_entry where target = ?", slug))
                .isEqualTo(admin.email());
    }

    @Test
    void whoNamesNoPageIsLedToTheIssues() {
        read(owner, "/").statusCode(303).header("Location", endsWith("/" + acme.slug() + "/issues"));
        read(owner, "/" + acme.slug()).statusCode(303).header("Location", endsWith("/" + acme.slug() + "/issues"));
        read(owner, "/" + acme.slug() + "/web")
                .statusCode(303)
                .header("Location", endsWith("/" + acme.slug() + "/web/issues"));
        read(owner, "/" + acme.slug() + "/nothing").statusCode(404);
    }

    @Test
    void noCacheKeepsWhatOnePersonSaw() {
        read(owner, settings("")).header("Cache-Control", containsString("no-store"));
        bearer(People.token(acme, owner))
                .get("/api/0/")
                .then()
                .header("Cache-Control", containsString("no-store"))
                .header("Vary", containsString("Authorization"));
    }

    @Test
    void theDocumentOfTheApiIsOpenAndTellsOfTheApiOnly() {
        given().config(STAY)
                .header("Accept", "application/json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .body("openapi", startsWith("3.1"))
                .body("paths.keySet()", everyItem(startsWith("/api/")))
                .body("components.securitySchemes.token.scheme", equalTo("bearer"))
                .header("Vary", "Accept");
        given().config(STAY).get("/openapi/ui/").then().statusCode(200);
        given().config(STAY).get("/static/favicon.svg").then().statusCode(200);
    }

    @Test
    void foreignMarkupStaysText() {
        send(owner, settings("/teams"), "name", "<img src=x onerror=alert(1)>", "slug", "sly")
                .statusCode(303);

        read(owner, settings("/teams")).body(not(containsString("<img src=x")), containsString("&lt;img"));
    }

    private String settings(String page) {
        return "/" + acme.slug() + "/settings" + page;
    }

    private static ValidatableResponse read(People.Somebody somebody, String path) {
        return as(somebody).get(path).then();
    }

    private static ValidatableResponse send(People.Somebody somebody, String path, String... namesAndValues) {
        var request = as(somebody).formParam("_csrf", somebody.csrf());
        for (int at = 0; at < namesAndValues.length; at += 2) {
            request = request.formParam(namesAndValues[at], namesAndValues[at + 1]);
        }
        return request.post(path).then();
    }

    private static RequestSpecification as(People.Somebody somebody) {
        return given().config(STAY).header("Accept", "text/html").cookie(People.COOKIE, somebody.session());
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static String find(String page, String pattern) {
        var found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
