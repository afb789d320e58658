package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tocsin.account.Routes.Route;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/**
 * Asks at every route as somebody who is not known, as a stranger from another organization, as a member without the
 * right, and as one who is in none of the project's teams. The routes are found in the classes: a new one is asked without anybody thinking of it.
 */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class RouteRightsTest {

    /** The reviewed list: here nobody is asked who they are. */
    private static final Set<String> OPEN = Set.of(
            "GET /login",
            "POST /login",
            "GET /join/{token}",
            "POST /join/{token}/account",
            "GET /setup/{token}",
            "POST /setup/{token}",
            "GET /unsubscribe/{token}",
            "POST /unsubscribe/{token}",
            "GET /help",
            "GET /help/codes",
            "GET /help/search",
            "GET /help/{page}",
            "GET /up",
            "GET /ready",
            "GET /api/v1/instance");

    private static final List<Route> ROUTES = Routes.all();
    private static final RestAssuredConfig PATIENCE = RestAssuredConfig.config()
            .redirect(RedirectConfig.redirectConfig().followRedirects(false))
            .httpClient(HttpClientConfig.httpClientConfig()
                    .setParam("http.socket.timeout", 10_000)
                    .setParam("http.connection.timeout", 10_000));

    private static Samples.Project project;
    private static Samples.Organization acme;
    private static Samples.Organization globex;
    private static Map<String, String> present;

    @BeforeAll
    static void prepare() {
        project = Samples.project();
        acme = project.organization();
        globex = Samples.organization();
        long team = Samples.query(
                "insert into team (tenant_id, slug, name) values (?, 'crew', 'Crew') returning id", acme.tenant());
        var member = People.member(acme, Role.VIEWER);
        long issue = Samples.query("""
                insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, first_seen,
                                   last_seen, grouping_version)
                values (?, ?, 1, 'Boom', 'bang', 'here', 3, 'other', now(), now(), 1) returning id
                """, acme.tenant(), project.id());
        long quota = Samples.query("""
                insert into quota (tenant_id, project_id, amount, time_window) values (?, ?, 1000000, 'MONTH') returning id
                """, acme.tenant(), project.id());
        present = Map.ofEntries(
                Map.entry("quota", Long.toString(quota)),
                Map.entry("sensor", Long.toString(sensor())),
                Map.entry("enrolment", Long.toString(enrolment())),
                Map.entry("org", acme.slug()),
                Map.entry("project", project.slug()),
                Map.entry("team", "crew"),
                Map.entry("key", Long.toString(project.keyId())),
                Map.entry("user", Long.toString(member.id())),
                Map.entry("teamId", Long.toString(team)),
                Map.entry("id", Long.toString(issue)));
    }

    private static long sensor() {
        return Samples.query("""
                insert into sensor (tenant_id, project_id, key_id, public_id, name)
                values (?, ?, ?, gen_random_uuid(), 'web1') returning id
                """, acme.tenant(), project.id(), project.keyId());
    }

    private static long enrolment() {
        return Samples.query("""
                insert into sensor_enrolment (tenant_id, project_id, label, hash, prefix, most, expires_at)
                values (?, ?, 'test', sha256(?::bytea), 'tcse', 1, now() + interval '1 day') returning id
                """, acme.tenant(), project.id(), acme.tenant());
    }

    @Test
    void everyRouteSaysWhoMayCallIt() {
        assertThat(ROUTES).hasSizeGreaterThan(30);
        assertThat(ROUTES.stream().filter(route -> !route.isAnnotatedOnce()))
                .as("exactly one of @Allow, @SignedIn, @Open")
                .isEmpty();
        assertThat(ROUTES.stream()
                        .filter(route -> !route.isApi() && !route.namesOrganization())
                        .filter(route -> route.scope().isPresent()))
                .as("a page with a scope needs {org}, where the scope counts")
                .isEmpty();
    }

    @Test
    void nothingIsOpenThatWasNotReviewed() {
        assertThat(ROUTES.stream().filter(Route::isOpen).map(Route::toString)).isSubsetOf(OPEN);
    }

    @Test
    void strangersWithoutANameAreAskedForIt() {
        each(route -> !route.isOpen(), route -> {
            var answer = ask(given(), route);
            if (route.isApi()) {
                return expect(answer, 401);
            }
            return expect(answer, 303).or(() -> Optional.of(answer.getHeader("Location"))
                    .filter(location -> !location.contains("/login")));
        });
    }

    @Test
    void strangersFromAnotherOrganizationFindNothing() {
        var stranger = People.member(globex, Role.OWNER);
        var token = People.token(globex, stranger);

        each(route -> route.scope().isPresent(), route -> {
            var answer = ask(as(route, stranger, token), route);
            if (!route.namesOrganization() && !route.hasParameters()) {
                // It speaks of the token's own organization, and must not know of another.
                return Optional.of(answer.asString())
                        .filter(body -> body.contains(acme.slug()) || body.contains(acme.tenant()));
            }
            return expect(answer, 404);
        });
    }

    @Test
    void membersOutsideTheProjectsTeamsDoNotFindIt() {
        var outsider = People.member(acme, Role.MEMBER);
        var token = People.token(acme, outsider);

        each(
                route -> route.leadsIntoProject()
                        && route.scope().filter(Role.MEMBER.scopes()::contains).isPresent(),
                route -> expect(ask(as(route, outsider, token), route), 404));
    }

    @Test
    void aTokenWithoutTheScopeIsDenied() {
        var owner = People.member(acme, Role.OWNER);

        each(route -> route.isApi() && route.scope().isPresent(), route -> {
            var others = EnumSet.complementOf(EnumSet.of(route.scope().orElseThrow()));
            var token = People.token(acme, owner, others.toArray(Scope[]::new));
            return expect(ask(as(route, owner, token), route), 403);
        });
    }

    @Test
    void aRoleWithoutTheScopeIsDenied() {
        // An owner has every scope, so there is nothing to deny.
        for (var role : EnumSet.complementOf(EnumSet.of(Role.OWNER))) {
            var member = People.member(acme, role);
            var token = People.token(acme, member);
            each(
                    route -> route.scope()
                            .filter(scope -> !role.scopes().contains(scope))
                            .isPresent(),
                    route -> expect(ask(as(route, member, token), route), 403));
        }
    }

    @Test
    void onlyAdministratorsOfTheInstanceSeeThatItHasAdministrators() {
        var owner = People.member(acme, Role.OWNER);

        each(
                route -> route.signedIn().filter(SignedIn::instanceAdmin).isPresent(),
                route -> expect(ask(as(route, owner, People.token(acme, owner)), route), 404));
    }

    @Test
    void anAdministratorsTokenThatWasNotMadeForTheInstanceIsDenied() {
        var admin = People.member(acme, Role.OWNER);
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.id());
        var token = People.token(acme, admin, Role.OWNER.scopes().toArray(Scope[]::new));

        each(
                route -> route.isApi()
                        && route.signedIn().filter(SignedIn::instanceAdmin).isPresent(),
                route -> expect(ask(as(route, admin, token), route), 403));
    }

    @Test
    void aChangeThatDoesNotComeFromOurPagesIsDenied() {
        var owner = People.member(acme, Role.OWNER);

        each(route -> !route.isApi() && !route.isOpen() && route.changes(), route -> {
            var session = given().cookie(People.COOKIE, owner.session());
            var admin = route.signedIn().filter(SignedIn::instanceAdmin).isPresent();
            return expect(ask(session, route), admin ? 404 : 403)
                    .or(() -> expect(ask(session.header("X-CSRF-Token", "x".repeat(43)), route), admin ? 404 : 403));
        });
    }

    /** Asks all, and then says of which routes the answer was wrong. */
    private static void each(Predicate<Route> which, java.util.function.Function<Route, Optional<String>> wrong) {
        var asked = ROUTES.stream().filter(which).toList();
        assertThat(asked).as("routes that were asked").isNotEmpty();
        var all = new SoftAssertions();
        for (var route : asked) {
            wrong.apply(route).ifPresent(what -> all.fail("%s: %s", route, what));
        }
        all.assertAll();
    }

    private static Optional<String> expect(Response answer, int status) {
        return answer.statusCode() == status
                ? Optional.empty()
                : Optional.of("answered " + answer.statusCode() + ", not " + status);
    }

    private static RequestSpecification as(Route route, People.Somebody somebody, String token) {
        return route.isApi()
                ? given().header("Authorization", "Bearer " + token)
                : given().cookie(People.COOKIE, somebody.session()).header("X-CSRF-Token", somebody.csrf());
    }

    private static Response ask(RequestSpecification who, Route route) {
        var request = who.config(PATIENCE).header("Accept", "*/*");
        if (route.changes()) {
            request = request.contentType(route.contentType());
            if (route.isApi()) {
                request = request.body("{}");
            }
        }
        return request.request(route.verb(), route.filled(name -> present.getOrDefault(name, "1")));
    }
}
