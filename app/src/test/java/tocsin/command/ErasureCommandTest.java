package tocsin.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.command.Operator.plus;
import static tocsin.command.Operator.text;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tocsin.digest.ErasureRuns;
import tocsin.event.OldEvents;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Erasing a person, as operators do it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ErasureCommandTest {

    private static final String ADA = "{\"id\":\"42\",\"email\":\"ada@example.org\"}";
    private static final String BOB = "{\"id\":\"43\",\"email\":\"bob@example.org\"}";

    private final Samples.Organization acme = Samples.organization();
    private final Samples.Project web = Samples.project(acme, "web");
    private final Samples.Project shop = Samples.project(acme, "shop");
    private final Operator operator = new Operator(acme);

    @Test
    void aPersonIsErasedFromAllProjects() {
        event(web, ADA);
        event(shop, ADA);
        event(shop, BOB);

        var asked = operator.answer("erasure", "create", "Ada@example.org", "--kind", "email", "--yes");
        assertThat(text(asked, "kind", "project", "progress", "finished")).containsExactly("email", "all", "0%", "");
        assertThat(asked.toString()).doesNotContain("ada@example.org", "Ada@");
        ErasureRuns.now();

        var shown = operator.answer("erasure", "show", asked.get("id").asText());
        assertThat(text(shown, "progress", "removed")).containsExactly("100%", "2");
        assertThat(shown.get("finished").asText()).isNotEmpty();
        assertThat(operator.answer("erasure", "list").findValuesAsText("mark"))
                .containsExactly(asked.get("mark").asText());
        assertThat(events(web)).isZero();
        assertThat(events(shop)).isEqualTo(1);
        assertThat(audited()).doesNotContainIgnoringCase("ada");
    }

    @Test
    void oneProjectIsErasedWhileTheOperatorWaitsAndSeesHowFarItIs() {
        event(web, ADA);
        event(shop, ADA);
        var words =
                operator.ours("erasure", "create", "42", "--kind", "id", "--project", "shop", "--yes", "--wait", "2");

        var waiting = CompletableFuture.supplyAsync(() -> operator.execute(words));
        await().atMost(20, SECONDS)
                .until(() ->
                        Samples.<Long>query("select count(*) from erasure where tenant_id = ?", acme.tenant()) == 1);
        ErasureRuns.now();

        var answer = waiting.orTimeout(60, SECONDS).join();
        assertThat(answer.code()).as(answer.error()).isZero();
        assertThat(answer.error()).contains("0 %, 0 removed");
        assertThat(answer.out()).contains("100%", "shop");
        assertThat(events(shop)).isZero();
        assertThat(events(web)).isEqualTo(1);
    }

    @Test
    void withoutSayingYesNothingIsAsked() {
        var answer = operator.execute(operator.ours("erasure", "create", "42", "--kind", "id"));

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.error()).contains("add --yes");
        assertThat(operator.answer("erasure", "list")).isEmpty();
    }

    @Test
    void whatIsNotThereIsRefused() {
        var create = new String[] {"erasure", "create", "42", "--yes"};
        assertThat(operator.refused(operator.ours(plus(create, "--kind", "shoe-size"))))
                .contains("One of id, email, username, ip");
        assertThat(operator.refused(operator.ours(plus(create, "--kind", "id", "--project", "nowhere"))))
                .contains("There is no project nowhere");
        assertThat(operator.refused(plus(create, "--kind", "id", "--organization", "nobody")))
                .contains("There is no organization nobody");
        var theirs = new Operator(Samples.organization())
                .answer("erasure", "create", "42", "--kind", "id", "--yes")
                .get("id")
                .asText();
        assertThat(operator.refused(operator.ours("erasure", "show", theirs))).contains("There is no erasure");
    }

    private static void event(Samples.Project project, String user) {
        OldEvents.event(project, OldEvents.issue(project, events(project) + 1, 1), Instant.now(), "test", null, user);
    }

    private static long events(Samples.Project project) {
        return Samples.<Long>query("select count(*) from event where project_id = ?", project.id());
    }

    private String audited() {
        return Samples.query(
                "select string_agg(concat_ws(' ', action, target, detail), ' ') from audit_entry where tenant_id = ?",
                acme.tenant());
    }
}
