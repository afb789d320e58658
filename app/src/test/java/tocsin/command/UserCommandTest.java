package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Accounts, and what keeps an organization from losing its last owner. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class UserCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final People.Somebody owner = People.member(acme, Role.OWNER);
    private final Operator operator = new Operator(acme);
    private final String ada = "ada-" + UUID.randomUUID() + "@example.org";

    @Test
    void anAccountIsMadeWithAPasswordThatIsShownOnce() {
        var made = operator.answerFrom("user", "create", ada, "--name", "Ada");

        assertThat(text(made, "email", "name")).containsExactly(ada, "Ada");
        assertThat(login(ada, made.required("password").asText())).isEqualTo(303);
        assertThat(operator.refused("user", "create", ada)).contains("“" + ada + "” is taken");
        assertThat(operator.refused("user", "create", "nobody")).contains("This is not an e-mail address");
    }

    @Test
    void aPasswordThatWasGivenIsNotShown() {
        var made = typing("a good long password", "user", "create", ada, "--password-stdin");

        assertThat(made.required("password").asText()).isEmpty();
        assertThat(login(ada, "a good long password")).isEqualTo(303);
    }

    @Test
    void anotherPasswordEndsTheSessions() {
        var made = operator.answerFrom("user", "password", owner.email());

        assertThat(login(owner.email(), People.PASSWORD)).isEqualTo(422);
        assertThat(login(owner.email(), made.required("password").asText())).isEqualTo(303);
        assertThat(RestAssured.given()
                        .redirects()
                        .follow(false)
                        .cookie(People.COOKIE, owner.session())
                        .get("/account")
                        .getHeader("Location"))
                .contains("/login");

        typing("a good long password", "user", "password", owner.email(), "--password-stdin");
        assertThat(login(owner.email(), "a good long password")).isEqualTo(303);
        assertThat(operator.refused("user", "password", "nobody@example.org"))
                .isEqualTo("tocsin: Nobody has the address nobody@example.org\n");
    }

    @Test
    void aPasswordThatIsTooShortIsRefused() {
        System.setIn(new ByteArrayInputStream("short".getBytes()));

        assertThat(operator.refused("user", "create", ada, "--password-stdin")).contains("At least", "characters");
        assertThat(Samples.<Long>query("select count(*) from user_account where email = ?", ada))
                .isZero();
    }

    @Test
    void aPersonJoinsChangesTheirRoleAndLeaves() {
        var joined = operator.answer("user", "join", ada, "--role", "viewer");
        assertThat(text(joined, "email", "role")).containsExactly(ada, "viewer");
        assertThat(login(ada, joined.required("password").asText())).isEqualTo(303);

        operator.done(operator.ours("user", "role", ada, "admin"));
        assertThat(operator.answer("user", "list").findValuesAsText("role"))
                .containsExactlyInAnyOrder("owner", "admin");
        assertThat(operator.refused(operator.ours("user", "role", ada, "king"))).contains("and not 'king'");

        operator.done(operator.ours("user", "leave", ada));
        assertThat(operator.answer("user", "list").findValuesAsText("email")).containsExactly(owner.email());
        assertThat(operator.refused(operator.ours("user", "leave", ada)))
                .isEqualTo("tocsin: " + ada + " is not a member\n");
    }

    @Test
    void aPersonIsRenamedAndMadeAdministrator() {
        operator.done("user", "change", owner.email(), "--name", "Ada", "--instance-admin", "true");

        assertThat(account("name || ' ' || instance_admin")).isEqualTo("Ada true");
        operator.done("user", "change", owner.email(), "--instance-admin", "false");
        assertThat(account("name || ' ' || instance_admin")).isEqualTo("Ada false");
        assertThat(operator.refused("user", "change", "nobody@example.org", "--name", "Nobody"))
                .contains("Nobody has the address nobody@example.org");
    }

    @Test
    void theLastOwnerOfAnOrganizationStays() {
        var words = "the last owner of " + acme.slug();

        assertThat(operator.refused("user", "disable", owner.email())).contains(words);
        assertThat(operator.refused("user", "delete", owner.email(), "--yes")).contains(words);
        assertThat(operator.refused(operator.ours("user", "leave", owner.email())))
                .contains(words);
        assertThat(operator.refused(operator.ours("user", "role", owner.email(), "admin")))
                .contains(words);
        assertThat(account("status")).isEqualTo("ACTIVE");

        People.member(acme, Role.OWNER);
        operator.done("user", "disable", owner.email());
        assertThat(login(owner.email(), People.PASSWORD)).isEqualTo(422);
        operator.done("user", "enable", owner.email());
        assertThat(login(owner.email(), People.PASSWORD)).isEqualTo(303);
        operator.done("user", "delete", owner.email(), "--yes");
    }

    private JsonNode typing(String typed, String... words) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream((typed + "\n").getBytes()));
        try {
            return operator.answerFrom(words);
        } finally {
            System.setIn(before);
        }
    }

    private String account(String column) {
        return Samples.query("select " + column + " from user_account where id = ?", owner.id());
    }

    private static int login(String email, String password) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("email", email)
                .formParam("password", password)
                .post("/login")
                .statusCode();
    }
}
