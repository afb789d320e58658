package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** What operators do with a command line, on the operations of an application that is started already. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class CommandsTest {

    private final Samples.Organization acme = Samples.organization();
    private final Samples.Project web = Samples.project(acme, "web");
    private final People.Somebody owner = People.member(acme, Role.OWNER);
    private final StringWriter error = new StringWriter();

    @Test
    void aTeamIsMadeChangedListedAndDeleted() {
        assertThat(text(answer("team", "create", "crew"), "slug", "name")).containsExactly("crew", "crew");
        assertThat(refused("team", "create", "crew", "--organization", acme.slug()))
                .contains("“crew” is taken");

        assertThat(text(answer("team", "change", "crew", "--name", "The crew"), "slug", "name"))
                .containsExactly("crew", "The crew");
        assertThat(text(answer("team", "change", "crew", "--slug", "till"), "slug", "name"))
                .containsExactly("till", "The crew");

        assertThat(answer("team", "list").findValuesAsText("slug")).containsExactly("till");
        done("team", "delete", "till", "--yes", "--organization", acme.slug());
        assertThat(answer("team", "list")).isEmpty();
    }

    @Test
    void aTeamHasPeopleAndProjects() {
        answer("team", "create", "crew", "--name", "The crew");

        assertThat(text(answer("team", "add-member", "crew", owner.email()), "members"))
                .containsExactly(owner.email());
        assertThat(text(answer("team", "add-project", "crew", web.slug()), "projects"))
                .containsExactly(web.slug());
        assertThat(text(answer("team", "remove-member", "crew", owner.email()), "members"))
                .containsExactly("");
        assertThat(text(answer("team", "remove-project", "crew", web.slug()), "projects"))
                .containsExactly("");
    }

    @Test
    void aTeamTakesNobodyFromElsewhere() {
        var stranger = People.somebody();
        var elsewhere = Samples.project().organization();
        answer("team", "create", "crew");

        assertThat(refused("team", "add-member", "crew", stranger.email(), "--organization", acme.slug()))
                .contains(stranger.email() + " is not a member");
        assertThat(refused("team", "list", "--organization", "nowhere")).contains("There is no organization nowhere");
        assertThat(refused("team", "change", "crew", "--organization", elsewhere.slug()))
                .contains("There is no team crew");
    }

    @Test
    void whatIsNotNamedStaysAtAChange() {
        var organization = run("organization", "change", acme.slug(), "--name", "Acme Ltd", "--json");
        assertThat(text(organization, "slug", "name", "active")).containsExactly(acme.slug(), "Acme Ltd", "true");
        assertThat(text(run("organization", "change", acme.slug(), "--slug", acme.slug() + "-new", "--json"), "name"))
                .containsExactly("Acme Ltd");
        run("organization", "change", acme.slug() + "-new", "--slug", acme.slug(), "--json");

        assertThat(text(answer("project", "change", "web", "--platform", "java"), "slug", "name", "platform"))
                .containsExactly("web", "web", "java");
        assertThat(text(answer("project", "change", "web", "--slug", "shop", "--name", "Shop"), "slug", "platform"))
                .containsExactly("shop", "java");
    }

    @Test
    void aKeyGetsAnotherLabel() {
        var id = Long.toString(web.keyId());

        assertThat(text(answer("key", "change", id, "--label", "Shop", "--project", "web"), "id", "label", "active"))
                .containsExactly(id, "Shop", "true");
    }

    @Test
    void aPersonIsRenamedAndMadeAdministrator() {
        done("user", "change", owner.email(), "--name", "Ada", "--instance-admin", "true");

        assertThat(account("name || ' ' || instance_admin")).isEqualTo("Ada true");
        done("user", "change", owner.email(), "--instance-admin", "false");
        assertThat(account("name || ' ' || instance_admin")).isEqualTo("Ada false");
        assertThat(refused("user", "change", "nobody@example.org", "--name", "Nobody"))
                .contains("Nobody has the address nobody@example.org");
    }

    @Test
    void theLastOwnerOfAnOrganizationStays() {
        var words = "the last owner of " + acme.slug();

        assertThat(refused("user", "disable", owner.email())).contains(words);
        assertThat(refused("user", "delete", owner.email(), "--yes")).contains(words);
        assertThat(refused("user", "leave", owner.email(), "--organization", acme.slug()))
                .contains(words);
        assertThat(refused("user", "role", owner.email(), "admin", "--organization", acme.slug()))
                .contains(words);
        assertThat(account("status")).isEqualTo("ACTIVE");

        People.member(acme, Role.OWNER);
        done("user", "disable", owner.email());
        done("user", "delete", owner.email(), "--yes");
    }

    private String account(String column) {
        return Samples.query("select " + column + " from user_account where id = ?", owner.id());
    }

    /** The answer for programs, in our organization. */
    private JsonNode answer(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--organization", acme.slug(), "--json"));
        return run(all.toArray(String[]::new));
    }

    private JsonNode run(String... words) {
        try {
            return new ObjectMapper().readTree(done(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String done(String... words) {
        var out = new StringWriter();
        assertThat(execute(out, words)).as(error.toString()).isZero();
        return out.toString();
    }

    private String refused(String... words) {
        error.getBuffer().setLength(0);
        var out = new StringWriter();
        assertThat(execute(out, words)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        return error.toString();
    }

    private int execute(StringWriter out, String... words) {
        return Tocsin.commandLine(new Here())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true))
                .execute(words);
    }

    private static List<String> text(JsonNode answer, String... names) {
        return List.of(names).stream()
                .map(name -> answer.required(name).asText())
                .toList();
    }

    /** Lets commands find the application that the test runs in. */
    private static final class Here implements IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Administration.class
                    ? type.cast(new Running())
                    : CommandLine.defaultFactory().create(type);
        }
    }

    private static final class Running extends Administration {

        @Override
        int run(Consumer<Operations> work) {
            work.accept(Operations.current());
            return 0;
        }
    }
}
