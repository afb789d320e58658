package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.testing.Postgres;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IngestDocumentTest {

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
