package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;
import tocsin.account.Routes.Route;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class UnstorableTextTest {

    private final Samples.Project web = Samples.project();
    private final Samples.Organization acme = web.organization();
    private final People.Somebody owner = People.member(acme, Role.OWNER);
    private final String token = People.token(acme, owner);

    @Test
    void aNulCharacterIsABadRequestOnPagesAndInTheApi() {
        page().get("/" + acme.slug() + "/issues?query=a%00b")
                .then()
                .statusCode(400)
                .contentType("text/html")
                .body(containsString("U+0000"));
        api().get("/api/0/organizations/" + acme.slug() + "/issues/?query=a%00b")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        page().formParam("name", "a\0b")
                .formParam("slug", "nul")
                .post("/" + acme.slug() + "/settings/teams")
                .then()
                .statusCode(400);
        api().contentType("application/json")
                .body("{\"slug\":\"nul\",\"name\":\"a\\u0000b\"}")
                .post("/api/v1/organizations/" + acme.slug() + "/teams")
                .then()
                .statusCode(400);
        given().formParam("email", "a\0b@example.org")
                .formParam("password", "a\0b")
                .post("/login")
                .then()
                .statusCode(400);
    }

    @Test
    void noQueryAndNoFormMakesARouteFail() {
        var all = new SoftAssertions();
        var asked = 0;
        for (var route : Routes.all()) {
            var queries = named(route, RestQuery.class);
            var fields = named(route, RestForm.class);
            if (queries.isEmpty() && fields.isEmpty() || route.path().startsWith("/api/{project}")) {
                continue;
            }
            var request = route.isApi() ? api() : page();
            for (var query : queries) {
                request = request.queryParam(query, "%00");
            }
            for (var field : fields) {
                request = request.formParam(field, "a\0b");
            }
            var path = route.filled(name -> switch (name) {
                case "org" -> acme.slug();
                case "project" -> web.slug();
                default -> "1";
            });
            all.assertThat(request.request(route.verb(), path).statusCode())
                    .as(route + " " + queries + fields)
                    .isLessThan(500);
            asked++;
        }
        assertThat(asked).isGreaterThan(20);
        all.assertAll();
    }

    private static List<String> named(Route route, Class<? extends java.lang.annotation.Annotation> kind) {
        return Arrays.stream(route.method().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(kind))
                .map(parameter -> name(parameter))
                .toList();
    }

    private static String name(Parameter parameter) {
        var query = parameter.getAnnotation(RestQuery.class);
        var given = query != null
                ? query.value()
                : parameter.getAnnotation(RestForm.class).value();
        return given.isEmpty() ? parameter.getName() : given;
    }

    private RequestSpecification page() {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("Accept", "text/html")
                .header("X-CSRF-Token", owner.csrf())
                .cookie(People.COOKIE, owner.session());
    }

    private RequestSpecification api() {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }
}
