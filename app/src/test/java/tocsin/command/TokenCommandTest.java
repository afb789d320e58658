package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.account.Scope;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Tokens: shown once, no stronger than asked for, and dead when revoked. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class TokenCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final People.Somebody ada = People.member(acme, Role.MEMBER);
    private final Operator operator = new Operator(acme);

    @Test
    void aTokenMayWhatItsPersonMay() {
        var made = token("create", "--name", "Script");

        assertThat(made.required("name").asText()).isEqualTo("Script");
        assertThat(made.required("scopes").asText().split(" "))
                .containsExactlyInAnyOrder(
                        Role.MEMBER.scopes().stream().map(Scope::text).toArray(String[]::new));
        assertThat(projects(made)).isEqualTo(200);
    }

    @Test
    void aTokenMayNoMoreThanItWasMadeFor() {
        var made = token("create", "--name", "Script", "--scope", "event:read,org:read", "--days", "1");

        assertThat(made.required("scopes").asText().split(" ")).containsExactlyInAnyOrder("event:read", "org:read");
        assertThat(projects(made)).isEqualTo(403);
        assertThat(operator.refused(in("create", "--name", "Script", "--scope", "event:rule")))
                .contains("There is no scope 'event:rule', only [", "event:read");
        assertThat(operator.refused(in("create", "--name", "Script", "--scope", "org:admin")))
                .contains("A token cannot do more than");
    }

    @Test
    void aTokenIsListedByItsBeginningOnly() {
        var made = token("create", "--name", "Script", "--days", "1");
        var secret = made.required("token").asText();

        var listed = token("list").required(0);

        assertThat(text(listed, "id", "name", "used"))
                .containsExactly(made.required("id").asText(), "Script", "never");
        assertThat(secret)
                .startsWith(listed.required("prefix").asText())
                .isNotEqualTo(listed.required("prefix").asText());
        assertThat(listed.required("expires").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(listed.toString()).doesNotContain(secret);
    }

    @Test
    void aRevokedTokenOpensNothing() {
        var made = token("create", "--name", "Script");
        var id = made.required("id").asText();

        assertThat(operator.done(in("revoke", id))).isEqualTo("The token is revoked.\n");

        assertThat(projects(made)).isEqualTo(401);
    }

    @Test
    void onlyTheirOwnersTokensAreThere() {
        var other = People.member(acme, Role.OWNER);
        People.token(acme, other);
        long id = Samples.query("select id from api_token where user_id = ?", other.id());

        assertThat(operator.refused(in("revoke", Long.toString(id)))).isEqualTo("tocsin: There is no such thing.\n");
        assertThat(Samples.<Boolean>query("select revoked_at is null from api_token where id = ?", id))
                .isTrue();
        var stranger = People.somebody().email();
        assertThat(operator.refused(operator.ours("token", "list", "--user", stranger)))
                .isEqualTo("tocsin: " + stranger + " is not a member\n");
    }

    private int projects(JsonNode made) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + made.required("token").asText())
                .get("/api/v1/organizations/" + acme.slug() + "/projects")
                .statusCode();
    }

    private JsonNode token(String what, String... words) {
        return operator.answerFrom(in(what, words));
    }

    private String[] in(String what, String... words) {
        return operator.ours(Operator.plus(new String[] {"token", what}, Operator.plus(words, "--user", ada.email())));
    }
}
