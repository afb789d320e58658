package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.testing.Postgres;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IngestDocumentTest {

    @Inject
    Endpoints endpoints;

    @ParameterizedTest
    @ValueSource(strings = {"envelope", "store"})
    void theDocumentTellsWhatSdksSendAndAreAnswered(String endpoint) {
        var post = "paths.'/api/{project}/" + endpoint + "/'.post.";
        var document = document();

        assertThat(document.<String, Object>getMap(post + "responses").keySet())
                .containsExactlyInAnyOrder("200", "400", "401", "403", "405", "413", "415", "429", "503");
        assertThat(document.<String, Object>getMap(post + "requestBody")).containsKey("content");
        assertThat(document.<Map<String, Object>>getList(post + "security"))
                .contains(Map.of("dsnKey", List.of()))
                .doesNotContain(Map.of("token", List.of()));
    }

    @Test
    void everyEndpointIsInTheDocumentWithEachOfItsMethodsAndNothingElseIs() {
        var paths = document().<String, Map<String, Object>>getMap("paths");
        var described = new TreeSet<String>();
        Descriptions.ALL.forEach(
                one -> described.add(one.method() + " " + one.path().replaceAll("/$", "")));
        var served = new TreeSet<String>();
        for (var endpoint : endpoints.all()) {
            for (var method : endpoint.methods().keySet()) {
                served.add(method + " " + endpoint.name());
                var path = paths.getOrDefault(endpoint.name() + "/", paths.get(endpoint.name()));
                assertThat(path).as(endpoint.name()).isNotNull().containsKey(method.toLowerCase(Locale.ROOT));
            }
        }

        assertThat(described).isEqualTo(served);
        assertThat(Descriptions.ALL).extracting(Description::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/{project}/minidump/", "/api/{project}/cron/{slug}/"})
    void whoKnowsNo429IsNotSaidToGetIt(String path) {
        assertThat(document().<String, Object>getMap("paths.'" + path + "'.post.responses"))
                .doesNotContainKey("429")
                .containsKey("503");
    }

    @Test
    void aDsnsKeyIsAnotherThanAToken() {
        var schemes = document().<String, Map<String, String>>getMap("components.securitySchemes");

        assertThat(schemes).containsKeys("token", "dsnKey", "dsnKeyInAuthorization", "dsnKeyInQuery");
        assertThat(schemes.get("dsnKey")).containsEntry("in", "header").containsEntry("name", "X-Sentry-Auth");
        assertThat(schemes.get("dsnKeyInQuery")).containsEntry("in", "query").containsEntry("name", "sentry_key");
    }

    private static JsonPath document() {
        return given().header("Accept", "application/json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
