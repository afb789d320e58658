package tocsin.help;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class HelpPagesTest {

    @Test
    void whoCannotLogInCanReadEveryPage() {
        stranger().get("/help").then().statusCode(200).body(containsString("Something is wrong"));
        for (var page : Handbook.chapters()) {
            stranger()
                    .get("/help/" + page.name())
                    .then()
                    .statusCode(200)
                    .body(allOf(containsString("aria-current=\"page\""), not(containsString("{page."))));
        }
        stranger().get("/help/E204").then().statusCode(200).body(containsString("A file differs from the manifest"));
        stranger().get("/help/codes").then().statusCode(200).body(containsString("href=\"/help/E204\""));
        stranger().get("/login").then().body(containsString("href=\"/help\""));
    }

    @Test
    void aTerminalGetsText() {
        stranger()
                .get("/help/E204.md")
                .then()
                .statusCode(200)
                .contentType("text/markdown")
                .body(startsWith("# E204: "));
    }

    @Test
    void whatIsSearchedIsFoundAndNothingIsTakenForMarkup() {
        stranger()
                .queryParam("q", "TOCSIN_DRAIN")
                .get("/help/search")
                .then()
                .statusCode(200)
                .body(containsString("href=\"/help/configuration#tocsin_drain\""));
        stranger()
                .queryParam("q", "%3Cscript%3Ealert(1)%3C%2Fscript%3E")
                .get("/help/search")
                .then()
                .statusCode(200)
                .body(allOf(containsString("&lt;script&gt;"), not(containsString("<script>alert"))));
        stranger().get("/help/search").then().statusCode(200).body(containsString("Type a word"));
        stranger()
                .queryParam("q", "x".repeat(100_000))
                .get("/help/search")
                .then()
                .statusCode(oneOf(200, 414));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (var name : List.of("nothing", "E999", "E999.md", "..%2Findex", "%00")) {
            stranger().get("/help/" + name).then().statusCode(404);
        }
    }

    private static RequestSpecification stranger() {
        return given().urlEncodingEnabled(false).redirects().follow(false).header("Accept", "text/html");
    }
}
