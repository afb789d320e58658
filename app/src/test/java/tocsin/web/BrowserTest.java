package tocsin.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;

/** What a browser gets from us, and what it may do with it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class BrowserTest {

    private static final Pattern BUNDLE = Pattern.compile("(?:src|href)=\"(/static/bundle/[^\"]+)\"");

    @Test
    void aPersonWhoGoesAstraySeesAPageOfOurs() {
        given().accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/nowhere/at/all")
                .then()
                .statusCode(404)
                .contentType("text/html")
                .header("Cache-Control", "no-store")
                .body(containsString("There is nothing here"))
                .body(containsString("data-theme=\"system\""));
    }

    @Test
    void aProgramThatGoesAstrayGetsAProblem() {
        for (var accept : new String[] {"application/json", "*/*"}) {
            given().accept(accept)
                    .get("/nowhere/at/all")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        given().accept("text/html")
                .get("/api/0/nowhere/")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void theThemeStandsInTheFirstByteAndOnlyAsOneWeKnow() {
        given().accept("text/html")
                .cookie("theme", "dark")
                .get("/nowhere")
                .then()
                .body(containsString("data-theme=\"dark\""));
        given().accept("text/html")
                .cookie("theme", "\"><script>")
                .get("/nowhere")
                .then()
                .body(containsString("data-theme=\"system\""))
                .body(not(containsString("><script>")));
    }

    @Test
    void nothingRunsOrShowsThatWeDoNotServe() {
        var page = given().accept("text/html").get("/nowhere");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.asString())
                .doesNotContain(" style=", "<style", " onclick=", "http://", "https://")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void filesOfPagesAreNamedByTheirContentAndNeverAskedForAgain() {
        var files = BUNDLE.matcher(given().accept("text/html").get("/nowhere").asString())
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(files).hasSize(2).allMatch(file -> file.matches(".*-[A-Z0-9]{8}\\.(js|css)"));
        for (var file : files) {
            given().get(file).then().statusCode(200).header("Cache-Control", containsString("immutable"));
            assertThat(compressed(file)).isPositive().isLessThan(file.endsWith(".css") ? 25_000 : 45_000);
        }
    }

    @Test
    void aFileThatIsNotThereMayComeLater() {
        given().get("/static/bundle/app-AAAAAAAA.js")
                .then()
                .statusCode(404)
                .header("Cache-Control", not(containsString("immutable")));
    }

    private static int compressed(String file) {
        var asSent =
                RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());
        return given().config(asSent)
                .header("Accept-Encoding", "gzip")
                .get(file)
                .then()
                .header("Content-Encoding", "gzip")
                .extract()
                .asByteArray()
                .length;
    }
}
