package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Projects, and that what is printed of them works. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ProjectCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final Operator operator = new Operator(acme);

    @Test
    void aProjectIsMadeWithADsnThatTakesEvents() {
        var made = operator.answer("project", "create", "shop", "--platform", "java");

        assertThat(text(made, "slug", "name")).containsExactly("shop", "shop");
        Dsns.send(made.required("dsn").asText());
        assertThat(Samples.<Long>query(
                        "select count(*) from event where tenant_id = ? and project_id = ?",
                        acme.tenant(),
                        made.required("id").asLong()))
                .isEqualTo(1);
        assertThat(text(operator.answer("project", "list").required(0), "slug", "platform", "active"))
                .containsExactly("shop", "java", "true");
        assertThat(operator.refused(operator.ours("project", "create", "shop"))).contains("“shop” is taken");
        assertThat(operator.refused(operator.ours("project", "create", "settings")))
                .contains("“settings” is a name that Tocsin keeps for itself");
    }

    @Test
    void whatIsNotNamedStaysAtAChange() {
        Samples.project(acme, "web");

        assertThat(text(operator.answer("project", "change", "web", "--platform", "java"), "slug", "name", "platform"))
                .containsExactly("web", "web", "java");
        assertThat(text(
                        operator.answer("project", "change", "web", "--slug", "shop", "--name", "Shop"),
                        "slug",
                        "platform"))
                .containsExactly("shop", "java");
    }

    @Test
    void aProjectIsDisabledAndEnabled() {
        Samples.project(acme, "web");

        assertThat(operator.done(operator.ours("project", "disable", "web"))).isEqualTo("web is disabled.\n");
        assertThat(operator.answer("project", "list").findValuesAsText("active"))
                .containsExactly("false");
        assertThat(operator.done(operator.ours("project", "enable", "web"))).isEqualTo("web is enabled.\n");
        assertThat(operator.answer("project", "list").findValuesAsText("active"))
                .containsExactly("true");
    }

    @Test
    void aProjectIsDeletedOnlyByWhoMeansIt() {
        Samples.project(acme, "web");

        var unsure = operator.execute(operator.ours("project", "delete", "web"));
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.error()).contains("project web with its issues and events", "--yes");
        assertThat(operator.answer("project", "list")).hasSize(1);

        assertThat(operator.done(operator.ours("project", "delete", "web", "--yes")))
                .isEqualTo("web is deleted.\n");
        assertThat(operator.answer("project", "list")).isEmpty();
    }

    @Test
    void theProjectOfAnotherOrganizationIsNotThere() {
        var other = Samples.project(Samples.organization(), "theirs");

        for (var what : List.of("disable", "enable", "change")) {
            assertThat(operator.refused(operator.ours("project", what, "theirs")))
                    .isEqualTo("tocsin: There is no project theirs\n");
        }
        assertThat(operator.refused(operator.ours("project", "delete", "theirs", "--yes")))
                .isEqualTo("tocsin: There is no project theirs\n");
        assertThat(Samples.<String>query("select status from project where id = ?", other.id()))
                .isEqualTo("ACTIVE");
    }
}
