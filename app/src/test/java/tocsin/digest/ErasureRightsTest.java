package tocsin.digest;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** Who may have a person erased, and what is no such request. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ErasureRightsTest {

    private final Samples.Project project = Samples.project();
    private final Reader owner = Reader.of(project.organization(), "OWNER");
    private final String page = "/" + project.organization().slug() + "/settings/erasures";
    private final String api = "/api/v1/organizations/" + project.organization().slug() + "/erasures";

    @Test
    void ofAnotherOrganizationNothingIsThere() {
        var stranger = Reader.of(Samples.organization(), "OWNER");
        var id = ask(owner, "{\"kind\":\"id\",\"value\":\"42\"}")
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");

        stranger.page().get(page).then().statusCode(404);
        askOnPage(stranger, "1").statusCode(404);
        stranger.api().get(api).then().statusCode(404);
        stranger.api().get(api + "/" + id).then().statusCode(404);
        ask(stranger, "{\"kind\":\"id\",\"value\":\"1\"}").statusCode(404);
    }

    @Test
    void onlyOwnersMayAsk() {
        var member = Reader.of(project.organization(), "MEMBER");

        member.page().get(page).then().statusCode(403);
        askOnPage(member, "1").statusCode(403);
        ask(member, "{\"kind\":\"id\",\"value\":\"1\"}").statusCode(403);
    }

    @Test
    void whatNamesNobodyIsRefused() {
        ask(owner, "{\"kind\":\"shoe size\",\"value\":\"1\"}").statusCode(409);
        ask(owner, "{\"kind\":\"id\",\"value\":\" \"}").statusCode(409);
        askOnPage(owner, "").statusCode(422);
        ask(owner, "{\"kind\":\"id\",\"value\":\"1\",\"project\":\"nowhere\"}").statusCode(404);
    }

    private ValidatableResponse ask(Reader reader, String json) {
        return reader.api().contentType("application/json").body(json).post(api).then();
    }

    private ValidatableResponse askOnPage(Reader reader, String value) {
        return reader.page()
                .formParam("kind", "id")
                .formParam("value", value)
                .post(page)
                .then();
    }
}
