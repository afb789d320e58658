package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Organizations, from the first to the last command. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class OrganizationCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final Operator operator = new Operator(acme);

    @Test
    void anOrganizationIsMadeWithAnOwnerWhosePasswordIsShownOnce() {
        var slug = "made-" + UUID.randomUUID();
        var ada = slug + "@example.org";

        var made = operator.answerFrom("organization", "create", slug, "--owner", ada, "--name", "Made Ltd");

        assertThat(text(made, "slug", "name", "owner")).containsExactly(slug, "Made Ltd", ada);
        assertThat(RestAssured.given()
                        .redirects()
                        .follow(false)
                        .formParam("email", ada)
                        .formParam("password", made.required("password").asText())
                        .post("/login")
                        .statusCode())
                .isEqualTo(303);
        assertThat(Samples.<String>query(
                        "select role from membership where tenant_id = ?",
                        made.required("id").asText()))
                .isEqualTo("OWNER");
    }

    @Test
    void anOwnerWhoHasAnAccountKeepsThePassword() {
        var ada = People.somebody();

        var made = operator.answerFrom("organization", "create", "kept-" + UUID.randomUUID(), "--owner", ada.email());

        assertThat(text(made, "owner", "password")).containsExactly(ada.email(), "");
    }

    @Test
    void whatTwoOrganizationsCannotShareOrNoneMayHaveIsRefused() {
        var ada = People.somebody().email();

        assertThat(operator.refused("organization", "create", acme.slug(), "--owner", ada))
                .contains("“" + acme.slug() + "” is taken");
        assertThat(operator.refused("organization", "create", "login", "--owner", ada))
                .contains("“login” is a name that Tocsin keeps for itself");
        assertThat(operator.refused("organization", "create", "no-owner", "--owner", "nobody"))
                .contains("This is not an e-mail address");
        assertThat(Samples.<Long>query("select count(*) from organization where slug in ('login', 'no-owner')"))
                .isZero();
    }

    @Test
    void whatIsNotNamedStaysAtAChange() {
        assertThat(text(
                        operator.answerFrom("organization", "change", acme.slug(), "--name", "Acme Ltd"),
                        "slug",
                        "name",
                        "active"))
                .containsExactly(acme.slug(), "Acme Ltd", "true");
        assertThat(text(
                        operator.answerFrom("organization", "change", acme.slug(), "--slug", acme.slug() + "-new"),
                        "slug",
                        "name"))
                .containsExactly(acme.slug() + "-new", "Acme Ltd");
    }

    @Test
    void aDisabledOrganizationLetsNobodyInUntilItIsEnabled() {
        var token = People.token(acme, Role.OWNER);
        assertThat(organization(token)).isEqualTo(200);

        assertThat(operator.done("organization", "disable", acme.slug())).isEqualTo(acme.slug() + " is disabled.\n");
        assertThat(organization(token)).isEqualTo(401);
        assertThat(listed().required("active").asBoolean()).isFalse();

        assertThat(operator.done("organization", "enable", acme.slug(), "--json"))
                .isEmpty();
        assertThat(organization(token)).isEqualTo(200);
        assertThat(listed().required("active").asBoolean()).isTrue();
    }

    @Test
    void anOrganizationIsDeletedOnlyByWhoMeansIt() {
        var token = People.token(acme, Role.OWNER);

        var unsure = operator.execute("organization", "delete", acme.slug());
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.error()).contains("organization " + acme.slug() + " with everything in it", "--yes");
        assertThat(organization(token)).isEqualTo(200);

        assertThat(operator.done("organization", "delete", acme.slug(), "--yes"))
                .isEqualTo(acme.slug() + " is deleted.\n");
        assertThat(organization(token)).isEqualTo(401);
        assertThat(operator.refused("organization", "enable", acme.slug()))
                .contains("There is no organization " + acme.slug());
    }

    @Test
    void whatIsNotThereIsNamed() {
        for (var what : List.of("disable", "enable")) {
            assertThat(operator.refused("organization", what, "nowhere"))
                    .isEqualTo("tocsin: There is no organization nowhere\n");
        }
        assertThat(operator.refused("organization", "delete", "nowhere", "--yes"))
                .isEqualTo("tocsin: There is no organization nowhere\n");
    }

    @Test
    void peopleGetColumns() {
        assertThat(operator.done("organization", "list").lines())
                .anyMatch(line -> line.matches("SLUG +NAME +ID +ACTIVE"))
                .anyMatch(line -> line.matches(acme.slug() + " +Organization \\d+ +" + acme.tenant() + " +true"));
    }

    private JsonNode listed() {
        return operator.answerFrom("organization", "list")
                .valueStream()
                .filter(one -> one.required("slug").asText().equals(acme.slug()))
                .findFirst()
                .orElseThrow();
    }

    private int organization(String token) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/api/v1/organizations/" + acme.slug())
                .statusCode();
    }
}
