package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Teams, as operators make and fill them. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class TeamCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final Samples.Project web = Samples.project(acme, "web");
    private final People.Somebody owner = People.member(acme, Role.OWNER);
    private final Operator operator = new Operator(acme);

    @Test
    void aTeamIsMadeChangedListedAndDeleted() {
        assertThat(text(operator.answer("team", "create", "crew"), "slug", "name"))
                .containsExactly("crew", "crew");
        assertThat(operator.refused(operator.ours("team", "create", "crew"))).contains("“crew” is taken");

        assertThat(text(operator.answer("team", "change", "crew", "--name", "The crew"), "slug", "name"))
                .containsExactly("crew", "The crew");
        assertThat(text(operator.answer("team", "change", "crew", "--slug", "till"), "slug", "name"))
                .containsExactly("till", "The crew");

        assertThat(operator.answer("team", "list").findValuesAsText("slug")).containsExactly("till");
        operator.done(operator.ours("team", "delete", "till", "--yes"));
        assertThat(operator.answer("team", "list")).isEmpty();
    }

    @Test
    void aTeamHasPeopleAndProjects() {
        operator.answer("team", "create", "crew", "--name", "The crew");

        assertThat(text(operator.answer("team", "add-member", "crew", owner.email()), "members"))
                .containsExactly(owner.email());
        assertThat(text(operator.answer("team", "add-project", "crew", web.slug()), "projects"))
                .containsExactly(web.slug());
        assertThat(text(operator.answer("team", "remove-member", "crew", owner.email()), "members"))
                .containsExactly("");
        assertThat(text(operator.answer("team", "remove-project", "crew", web.slug()), "projects"))
                .containsExactly("");
    }

    @Test
    void aTeamTakesNobodyFromElsewhere() {
        var stranger = People.somebody();
        var elsewhere = Samples.project().organization();
        operator.answer("team", "create", "crew");

        assertThat(operator.refused(operator.ours("team", "add-member", "crew", stranger.email())))
                .contains(stranger.email() + " is not a member");
        assertThat(operator.refused("team", "list", "--organization", "nowhere"))
                .contains("There is no organization nowhere");
        assertThat(operator.refused("team", "change", "crew", "--organization", elsewhere.slug()))
                .contains("There is no team crew");
    }
}
