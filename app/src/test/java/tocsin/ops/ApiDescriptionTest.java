package tocsin.ops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.testing.Postgres;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ApiDescriptionTest {

    @ParameterizedTest
    @CsvSource({
        "/openapi, application/json, application/json",
        "/openapi, application/yaml, application/yaml",
        "/openapi, */*, application/yaml",
        "/openapi?format=json, */*, application/json",
        "/openapi.json, */*, application/json",
        "/openapi.yaml, */*, application/yaml",
        "/openapi.yml, */*, application/yaml"
    })
    void itIsThereInBothFormats(String path, String accept, String mediaType) {
        given().header("Accept", accept)
                .get(path)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith(mediaType))
                .body(startsWith(mediaType.endsWith("json") ? "{" : "---"));
    }

    @Test
    void whoHasItDoesNotGetItAgain() {
        var tag = given().get("/openapi.json").header("ETag");

        given().header("If-None-Match", tag)
                .get("/openapi.json")
                .then()
                .statusCode(304)
                .body(equalTo(""));
        given().header("If-None-Match", tag).get("/openapi.yaml").then().statusCode(200);
    }
}
