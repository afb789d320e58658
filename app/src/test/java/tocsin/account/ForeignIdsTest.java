package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.account.Routes.Route;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/**
 * Asks at every route that names something beneath an organization, as an owner in their own organization, with one id
 * at a time that belongs elsewhere and all others their own. The body is one that the route would take: what is refused
 * here is refused for the id alone.
 */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ForeignIdsTest {

    /** What is in one project and not in another of the same organization. */
    private static final Set<String> IN_A_PROJECT = Set.of(
            "issues",
            "event",
            "attachment",
            "key",
            "quota",
            "trial",
            "unprocessed",
            "merge",
            "forward",
            "enrolment",
            "sensor");

    private static final List<Route> ROUTES = Routes.all();
    private static final Pattern PARAMETER = Pattern.compile("([^/]*)/\\{(\\w+)}");
    private static final RestAssuredConfig PATIENCE = RestAssuredConfig.config()
            .httpClient(HttpClientConfig.httpClientConfig()
                    .setParam("http.socket.timeout", 10_000)
                    .setParam("http.connection.timeout", 10_000));

    private Samples.Organization globex;
    private Belongings own;
    private Belongings another;
    private Belongings foreign;
    private String token;

    @BeforeEach
    void prepare() {
        globex = Samples.organization();
        own = Belongings.of(Samples.project(globex, "till"), "gang");
        another = Belongings.of(Samples.project(globex, "cellar"), "band");
        foreign = Belongings.of(Samples.project(Samples.organization(), "web"), "crew");
        token = People.token(globex, own.member());
    }

    /** One parameter of a route. */
    private record Parameter(String name, String kind) {}

    @Test
    void nothingOfAnotherOrganizationIsFoundThroughOnesOwn() {
        var tenant = foreign.project().tenant();
        var before = Belongings.rows(tenant);

        walk(foreign, (parameter, all) -> true);

        unchanged(tenant, before, Set.of());
    }

    @Test
    void nothingOfAnotherProjectIsFoundThroughThisOne() {
        var before = Belongings.rows(globex.tenant());

        walk(
                another,
                // What stands first is bound to no project: it may be any of the organization's.
                (parameter, all) -> IN_A_PROJECT.contains(parameter.kind()) && all.indexOf(parameter) > 0);

        // The questions themselves leave these traces.
        unchanged(globex.tenant(), before, Set.of("api_token", "issue_seen"));
    }

    @Test
    void ownIdsAreFoundSoThatTheWalksMeanSomething() {
        var all = new SoftAssertions();
        for (var route : ROUTES) {
            var parameters = parameters(route);
            if (route.scope().isEmpty()
                    || parameters.isEmpty()
                    || route.changes()
                    || route.path().endsWith("/live")) {
                continue;
            }
            for (var one : parameters) {
                for (var value : own.ids(one.kind())) {
                    var path = path(route, parameters, one, value);
                    all.assertThat(ask(route, path, own).statusCode())
                            .as("%s, %s", route, path)
                            .isIn(200, 204, 303);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void issuesOfAnotherOrganizationAreNotReachedThroughFormsAndQueries() {
        var tenant = foreign.project().tenant();
        var before = Belongings.rows(tenant);
        var home = "/" + globex.slug();
        var list = "/api/0/organizations/" + globex.slug() + "/issues";
        var ofAnother = "project=" + foreign.project().id();
        var resolved = Map.of("status", "resolved");
        var ours = own.ids("issues").getFirst();
        var theirs = foreign.ids("issues").getFirst();
        String key = Samples.query(
                "select encode(key, 'hex') from issue_key where tenant_id = ? order by role limit 1", tenant);

        answers(404, api().body(resolved).put(list + "?id=" + theirs));
        answers(404, api().body(resolved).put("/api/0/projects/" + globex.slug() + "/till/issues?id=" + theirs));
        answers(409, api().delete("/api/0/issues/" + ours + "/hashes?id=" + key));
        answers(422, page().formParam("key", key).post(home + "/till/issues/" + ours + "/keys/unmerge"));
        // These speak of what is there, which theirs is not.
        answers(200, api().body(resolved).put(list + "?status=unresolved&" + ofAnother));
        answers(204, page().formParam("id", theirs).formParam("to", "resolved").post(home + "/issues/status"));
        answers(204, page().post(home + "/issues/status?set=" + theirs + ":resolved"));
        answers(303, page().formParam("id", ours, theirs).post(home + "/issues/merge"));
        assertThat(api().get(list + "?query=&" + ofAnother).asString()).isEqualTo("[]");

        unchanged(tenant, before, Set.of());
    }

    @Test
    void nothingElseOfAnotherOrganizationIsReachedThroughFormsAndQueries() {
        var tenant = foreign.project().tenant();
        var before = Belongings.rows(tenant);
        var projects = "/api/v1/organizations/" + globex.slug() + "/projects";
        var deliveries = "/api/v1/organizations/" + globex.slug() + "/deliveries";
        var settings = "/" + globex.slug() + "/settings";
        var tillSettings = "/" + globex.slug() + "/till/settings";
        var limit = Map.of("key", foreign.project().keyId(), "amount", 1, "window", "DAY");
        var target = foreign.ids("forward").getFirst();

        answers(
                404,
                api().body(Map.of("slug", "newer", "teams", List.of(foreign.team())))
                        .post(projects));
        answers(
                404,
                page().formParam("name", "Newest")
                        .formParam("team", foreign.team())
                        .post(settings + "/projects"));
        answers(404, page().formParam("team", foreign.team()).post(tillSettings + "/teams"));
        answers(404, page().formParam("user", foreign.member().id()).post(settings + "/teams/gang/members"));
        answers(404, api().body(limit).post(projects + "/till/quotas"));
        answers(404, page().formParams(limit).post(tillSettings + "/limits"));
        // Of what is not there, nothing is sent again.
        answers(202, api().post(deliveries + "/replays?forward=" + target));
        answers(303, page().formParam("forward", target).post(settings + "/deliveries/replays"));
        assertThat(api().get(deliveries + "?forward=" + target).asString()).isEqualTo("[]");

        unchanged(tenant, before, Set.of());
    }

    private static void answers(int status, Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private static void unchanged(String tenant, Map<String, String> before, Set<String> but) {
        var after = Belongings.rows(tenant);
        before.keySet().stream().filter(table -> !but.contains(table)).forEach(table -> assertThat(after.get(table))
                .as("rows of %s", table)
                .isEqualTo(before.get(table)));
    }

    private RequestSpecification api() {
        return given().config(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .contentType("application/json");
    }

    private RequestSpecification page() {
        return given().config(PATIENCE)
                .redirects()
                .follow(false)
                .cookie(People.COOKIE, own.member().session())
                .header("X-CSRF-Token", own.member().csrf())
                .contentType("application/x-www-form-urlencoded");
    }

    /** Asks every route with one of theirs at a time, where that is chosen among the route's parameters. */
    private void walk(Belongings theirs, BiPredicate<Parameter, List<Parameter>> which) {
        var asked = new ArrayList<String>();
        var all = new SoftAssertions();
        for (var route : ROUTES) {
            var parameters = parameters(route);
            if (route.scope().isEmpty()) {
                continue;
            }
            for (var odd : parameters) {
                if (which.test(odd, parameters)) {
                    for (var value : theirs.ids(odd.kind())) {
                        var path = path(route, parameters, odd, value);
                        asked.add(route.verb() + " " + path);
                        all.assertThat(ask(route, path, theirs).statusCode())
                                .as("%s with another's %s, %s", route, odd.kind(), path)
                                .isEqualTo(404);
                    }
                }
            }
        }
        all.assertAll();
        assertThat(asked).hasSizeGreaterThan(30);
    }

    /** What the route names but the organization. */
    private static List<Parameter> parameters(Route route) {
        return PARAMETER
                .matcher(route.path())
                .results()
                .map(found ->
                        new Parameter(found.group(2), found.group(2).equals("id") ? found.group(1) : found.group(2)))
                .filter(parameter -> !parameter.name().equals("org"))
                .toList();
    }

    private String path(Route route, List<Parameter> parameters, Parameter odd, String value) {
        var values = new LinkedHashMap<String, String>();
        values.put("org", globex.slug());
        parameters.forEach(parameter ->
                values.put(parameter.name(), own.ids(parameter.kind()).getFirst()));
        values.put(odd.name(), value);
        return route.filled(values::get);
    }

    private Response ask(Route route, String path, Belongings theirs) {
        var request = (route.isApi() ? api() : page()).header("Accept", "*/*");
        if (route.changes()) {
            request = request.contentType(route.contentType());
            var wish = wish(theirs);
            request = route.isApi() ? request.body(wish) : request.formParams(wish);
        }
        return request.request(route.verb(), path);
    }

    /** Everything that any of the routes wants to be told; each takes what it knows. */
    private Map<String, Object> wish(Belongings theirs) {
        return Map.ofEntries(
                Map.entry("slug", "taken-over"),
                Map.entry("name", "Taken over"),
                Map.entry("label", "Taken over"),
                Map.entry("comments", "Taken over"),
                Map.entry("email", "taker@example.org"),
                Map.entry("event_id", own.ids("event").getFirst()),
                Map.entry("platform", "other"),
                Map.entry("active", false),
                Map.entry("amount", 1),
                Map.entry("window", "DAY"),
                Map.entry("damped", false),
                Map.entry("role", "VIEWER"),
                Map.entry("most", 1),
                Map.entry("hours", 1),
                Map.entry("graceHours", 1),
                Map.entry("kind", "webhook"),
                Map.entry("address", "https://pager.example/"),
                Map.entry("status", "resolved"),
                Map.entry("to", "resolved"),
                Map.entry("user", own.member().id()),
                Map.entry("confirm", theirs.project().slug()));
    }
}
