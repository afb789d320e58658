package tocsin.tenant;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.event.OldEvents;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** Who asks for a page waits some seconds for the database, and is told so; what nobody waits for takes its time. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SlowDatabaseTest {

    @Inject
    QuerySql query;

    private final Samples.Project project = Samples.project();
    private final Reader reader = Reader.of(project.organization(), "OWNER");
    private final String page = "/" + project.organization().slug() + "/issues";
    private final String api = "/api/0/organizations/" + project.organization().slug() + "/issues/";

    @Test
    void aRequestThatWaitsForALockIsEndedAndAJobIsNot() throws Exception {
        try (var other = Postgres.superuser();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table issue in access exclusive mode");
            var job = CompletableFuture.supplyAsync(
                    () -> CurrentTenant.as(
                            project.tenant(),
                            () -> query.list(
                                    project.tenant(),
                                    "select id from issue where tenant_id = ?",
                                    row -> row.getLong(1))),
                    Thread::startVirtualThread);

            reader.page()
                    .accept("text/html")
                    .get(page)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "10")
                    .body(containsString("waiting for its database"))
                    .time(lessThan(20L), SECONDS);
            reader.api()
                    .get(api)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "10")
                    .body("status", equalTo(503));

            assertThat(job).isNotDone();
            other.rollback();
            assertThat(job.join()).isEmpty();
        }
        reader.page().get(page).then().statusCode(200);
    }

    /** What it changed is written when its transaction ends. */
    @Test
    void aRequestThatCannotCommitIsEnded() throws Exception {
        var issue = OldEvents.issue(project, 1, 5);
        try (var other = Postgres.superuser();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from issue where id = " + issue + " for update");

            reader.api()
                    .contentType("application/json")
                    .body("{\"status\":\"resolved\"}")
                    .put("/api/0/projects/" + project.organization().slug() + "/web/issues/?id=" + issue)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "10");
            other.rollback();
        }
    }

    @Test
    void aRequestDoesNotWaitForADatabaseThatIsSilent() throws Exception {
        reader.page().get(page).then().statusCode(200);
        var connections = connections();
        signal("-STOP", connections);
        try {
            reader.page()
                    .get(page)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "10")
                    .time(lessThan(30L), SECONDS);
        } finally {
            signal("-CONT", connections);
        }

        await().atMost(30, SECONDS).until(() -> reader.page().get(page).statusCode() == 200);
        // More at once than the pool has: none of its places is lost.
        var answers = IntStream.range(0, 40)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> reader.page().get(page).statusCode(), Thread::startVirtualThread))
                .toList();
        assertThat(answers).allMatch(answer -> answer.join() == 200);
    }

    private static List<String> connections() {
        return List.of(Samples.<String>query("select string_agg(pid::text, ' ') from pg_stat_activity"
                        + " where usename = 'tocsin_app' and backend_type = 'client backend'")
                .split(" "));
    }

    private static void signal(String signal, List<String> processes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", signal));
        command.addAll(processes);
        new ProcessBuilder(command).start().waitFor();
    }
}
