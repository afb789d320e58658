package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sentry.BuildConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class StartPagesTest {

    private Samples.Project project;
    private Reader reader;
    private String start;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        start = "/" + project.organization().slug() + "/web/start";
    }

    @Test
    void javasSnippetNamesTheSdkThatWeAreTestedWith() {
        reader.page()
                .get(start + "?platform=java")
                .then()
                .statusCode(200)
                .body(containsString("&lt;version&gt;" + BuildConfig.VERSION_NAME + "&lt;/version&gt;"));
    }

    @Test
    void everyPlatformHasASnippetWithTheDsn() {
        for (var snippet : Snippet.values()) {
            reader.page()
                    .get(start + "?platform=" + snippet.word())
                    .then()
                    .statusCode(200)
                    .body(containsString(project.key() + "@"))
                    .body(containsString("Is anybody there?".substring(3)))
                    .body(not(containsString("%s")));
        }
    }

    @Test
    void thePlatformIsRemembered() {
        var cookie =
                reader.page().get(start + "?platform=ruby").then().extract().cookie("snippet");

        reader.page().cookie("snippet", cookie).get(start).then().body(containsString("gem install sentry-ruby"));
    }

    @Test
    void theAddressForCurlIsTheOneThatTheDsnStandsFor() {
        assertThat(Snippet.CURL.code("https://abc@tocsin.example.org/base/7"))
                .contains("'https://tocsin.example.org/base/api/7/store/?sentry_key=abc'");
    }

    @Test
    void thePageTurnsToWhatArrives() {
        reader.page().get(start + "/arrived?after=0").then().statusCode(204).header("HX-Redirect", (String) null);

        var issue = IssueRows.issueOf(IssueRows.send(project, Envelopes.exception("Boom", "it broke")));

        reader.page()
                .get(start + "/arrived?after=0")
                .then()
                .statusCode(204)
                .header("HX-Redirect", "/" + project.organization().slug() + "/web/issues/" + issue);
        reader.page().get(start + "/arrived?after=1").then().statusCode(204).header("HX-Redirect", (String) null);
    }

    @Test
    void withoutAnEnabledKeyThePageSaysSo() {
        Samples.execute("update project_key set status = 'DISABLED' where id = ?", project.keyId());

        reader.page().get(start).then().statusCode(200).body(containsString("No key is enabled"));
    }
}
