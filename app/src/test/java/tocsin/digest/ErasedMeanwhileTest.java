package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.digest.Submissions.file;
import static tocsin.digest.Submissions.number;
import static tocsin.digest.Submissions.of;
import static tocsin.digest.Submissions.origin;
import static tocsin.digest.Submissions.words;
import static tocsin.testing.Samples.outcome;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Who is erased while their events wait on disk, because the database is away. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ErasedMeanwhileTest {

    @TempDir
    static Path base;

    @Inject
    ErasureSql erasures;

    @Inject
    ErasureJob erasing;

    private Samples.Project project;
    private SpoolingServer server;

    @BeforeEach
    void start() throws Exception {
        project = Samples.project();
        server = new SpoolingServer(base, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        IngestDatabase.back();
        server.end();
    }

    @Test
    void whoWasErasedMeanwhileDoesNotComeBack() throws Exception {
        var sibling = Samples.project(project.organization(), "sibling");
        var foreign = Samples.project();
        IngestDatabase.away();
        var waiting = List.of(
                of(project, Submissions.event("Boom", "7")),
                of(project, Submissions.event("Boom", "8")),
                of(sibling, Submissions.event("Boom", "7")),
                of(foreign, Submissions.event("Boom", "7")),
                raw("{\"user\":{\"id\":\"7\"}}"),
                raw("{\"user\":{\"id\":\"7\"},"),
                raw("{\"user\":{\"id\":\"8\"},"));
        waiting.forEach(
                event -> assertThat(server.digester.submit(event).join()).isEqualTo(Fate.SPOOLED));
        server.end();
        besides(waiting.subList(0, 2));

        erase(new Subject(Subject.Kind.ID, "7"));
        server = new SpoolingServer(base, Map.of());
        assertThat(server.digester
                        .submit(of(project, Submissions.event("Boom", "7")))
                        .join())
                .isEqualTo(Fate.SPOOLED);
        IngestDatabase.back();

        await().atMost(Duration.ofSeconds(30)).until(() -> server.detour.bytes() == 0);
        assertThat(Samples.<Long>query("select count(*) from event where project_id = ?", project.id()))
                .isEqualTo(2);
        for (var other : List.of(sibling, foreign)) {
            assertThat(Samples.<Long>query("select count(*) from event where project_id = ?", other.id()))
                    .isEqualTo(1);
        }
        assertThat(number(project, "unprocessed_event", "count(*)")).isEqualTo(1);
        assertThat(number(project, "feedback", "count(*)")).isEqualTo(1);
        assertThat(number(project, "attachment", "count(*)")).isEqualTo(2);
        assertThat(number(project, "attachment_chunk", "count(*)")).isEqualTo(2);
        await().until(() -> number(project, "outcome_hour", "sum(quantity)") == 7);
        assertThat(number(
                        project,
                        "outcome_hour",
                        "sum(quantity) filter (where outcome = 'filtered' and reason = 'erased')"))
                .isEqualTo(3);
        assertThat(number(project, "outcome_hour", "sum(quantity) filter (where outcome = 'stored')"))
                .isEqualTo(3);
    }

    /** Large files do not wait on disk: they may be written when their event does. */
    private void besides(List<Submission> events) {
        for (var event : events) {
            var id = ((Accepted.Stored) event.items().getFirst()).event().id();
            var words = UUID.randomUUID();
            StoredBeside.file(project, id);
            StoredBeside.feedback(project, words, id, "somebody@example.org");
            StoredBeside.file(project, words);
        }
    }

    @Test
    void whatCameBesideThoseWhoWereErasedDoesNotComeBackEither() throws Exception {
        var content = "hello".getBytes(StandardCharsets.UTF_8);
        var ada = Submissions.event("Boom", "7\",\"email\":\"ada@example.org");
        var other = Submissions.event("Boom", "8");
        var hers = words("ada@example.org", null);
        var aboutHer = words(null, ada.event().id());
        IngestDatabase.away();
        for (var items : List.<List<Accepted>>of(
                List.of(file(ada.event().id(), content), aboutHer, file(aboutHer.id(), content), ada),
                List.of(file(other.event().id(), content), words("bob@example.org", null), other),
                List.of(hers, file(hers.id(), content)))) {
            assertThat(server.digester
                            .submit(new Submission(origin(project), items))
                            .join())
                    .isEqualTo(Fate.SPOOLED);
        }
        server.end();

        erase(new Subject(Subject.Kind.EMAIL, "ada@example.org"));
        server = new SpoolingServer(base, Map.of());
        IngestDatabase.back();

        await().atMost(Duration.ofSeconds(30)).until(() -> server.detour.bytes() == 0);
        assertThat(number(project, "event", "count(*)")).isEqualTo(1);
        assertThat(number(project, "feedback", "count(*)")).isEqualTo(1);
        assertThat(number(project, "attachment", "count(*)")).isEqualTo(1);
        assertThat(number(project, "attachment_chunk", "count(*)")).isEqualTo(1);
        await().until(() -> outcome(project, "attachment", "filtered") == 3 * content.length);
        assertThat(outcome(project, "feedback", "filtered")).isEqualTo(2);
        assertThat(outcome(project, "error", "filtered")).isEqualTo(1);
    }

    private void erase(Subject subject) {
        var id = CurrentTenant.as(project.tenant(), () -> erasures.add(project.tenant(), subject, project.id()));
        erasing.run();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Samples.query("select finished_at from erasure where id = ?", id) != null);
    }

    private Submission raw(String json) {
        var kept = new Accepted.Unprocessed(UUID.randomUUID(), "why", json.getBytes(StandardCharsets.UTF_8));
        return of(project, kept);
    }
}
