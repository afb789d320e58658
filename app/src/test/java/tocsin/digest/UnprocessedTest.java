package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.digest.Submissions.event;
import static tocsin.digest.Submissions.issues;
import static tocsin.digest.Submissions.number;
import static tocsin.digest.Submissions.of;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.grouping.Grouped;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** An event that a defect of ours keeps from being written. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class UnprocessedTest {

    @Inject
    Digester digester;

    @Inject
    LateCounts late;

    @Inject
    Unprocessed unprocessed;

    @Test
    void anEventThatCannotBeWrittenIsKeptRawAndItsNeighboursAreWritten() {
        var project = Samples.project();
        var written = new ArrayList<CompletableFuture<Fate>>();
        for (int i = 0; i < 20; i++) {
            written.add(digester.submit(of(project, i == 7 ? poison() : event("Boom", "7"))));
        }
        written.forEach(CompletableFuture::join);
        counted();

        assertThat(issues(project)).containsExactly("Boom 19 1");
        assertThat(number(project, "unprocessed_event", "count(*) filter (where length(raw) > 0)"))
                .isEqualTo(1);
        assertThat(Samples.outcome(project, "error", "unprocessed")).isEqualTo(1);
    }

    @Test
    void anEventThatWasKeptRawCanBeTriedAgain() {
        var project = Samples.project();
        digester.submit(of(project, poison())).join();
        var kept = CurrentTenant.as(project.tenant(), () -> unprocessed.newest(project.tenant(), project.id(), 10));
        assertThat(kept).hasSize(1);

        // The poison is in what was made of it, not in the event itself, so that a second try succeeds.
        var retry = CurrentTenant.as(
                project.tenant(),
                () -> unprocessed.retry(
                        project.tenant(), project.id(), kept.getFirst().id()));

        assertThat(retry).isInstanceOf(Unprocessed.Retry.Stored.class);
        counted();
        assertThat(issues(project)).containsExactly("Boom 1 1");
        assertThat(CurrentTenant.as(project.tenant(), () -> unprocessed.count(project.tenant(), project.id())))
                .isZero();
    }

    @Test
    void theSameRawEventIsKeptOnce() {
        var project = Samples.project();
        var poison = poison();
        digester.submit(of(project, poison)).join();

        assertThat(digester.submit(of(project, poison)).join()).isEqualTo(Fate.KEPT_RAW);

        assertThat(number(project, "unprocessed_event", "count(*)")).isEqualTo(1);
        assertThat(Samples.outcome(project, "error", "unprocessed")).isEqualTo(1);
    }

    @Test
    void aRetryThatFailsAgainSaysSoAndKeepsTheEvent() {
        var project = Samples.project();
        digester.submit(of(project, poison())).join();
        var kept = CurrentTenant.as(project.tenant(), () -> unprocessed.newest(project.tenant(), project.id(), 10));
        // Nothing more can be written to the project's issues: what a defect would do, done by the database.
        Samples.execute(
                "alter table issue add constraint no_more check (tenant_id <> '" + project.tenant() + "') not valid");
        try {
            var retry = CurrentTenant.as(
                    project.tenant(),
                    () -> unprocessed.retry(
                            project.tenant(), project.id(), kept.getFirst().id()));

            assertThat(retry).isInstanceOf(Unprocessed.Retry.FailedAgain.class);
        } finally {
            Samples.execute("alter table issue drop constraint no_more");
        }
        assertThat(CurrentTenant.as(project.tenant(), () -> unprocessed.count(project.tenant(), project.id())))
                .isEqualTo(1);
    }

    /** Its row may still be there: an erasure takes its time. */
    @Test
    void anEventOfSomebodyWhoIsErasedIsNotBroughtBack() {
        var project = Samples.project();
        digester.submit(of(project, poison())).join();
        var kept = CurrentTenant.as(project.tenant(), () -> unprocessed.newest(project.tenant(), project.id(), 10));
        Samples.execute(
                "insert into erasure (tenant_id, kind, mark, finished_at) values (?, 'ID', ?, now())",
                project.tenant(),
                new Subject(Subject.Kind.ID, "7").mark());

        var retry = CurrentTenant.as(
                project.tenant(),
                () -> unprocessed.retry(
                        project.tenant(), project.id(), kept.getFirst().id()));

        assertThat(retry).isInstanceOf(Unprocessed.Retry.Erased.class);
        counted();
        assertThat(issues(project)).isEmpty();
        assertThat(CurrentTenant.as(project.tenant(), () -> unprocessed.count(project.tenant(), project.id())))
                .isZero();
        assertThat(number(project, "outcome_hour", "sum(quantity) filter (where reason = 'erased')"))
                .isEqualTo(1);
    }

    private void counted() {
        Awaitility.await().until(() -> late.waiting() == 0);
    }

    /** PostgreSQL takes no NUL in text. The parser strips them, so only a defect of ours lets one through. */
    private static Accepted poison() {
        var event = event("Boom", "7");
        var grouped = new Grouped(
                1,
                Arrays.copyOf("poison".getBytes(StandardCharsets.UTF_8), 32),
                null,
                List.of(),
                List.of(),
                "a\u0000b",
                null,
                null);
        return new Accepted.Stored(event.event(), grouped, List.of(), event.payload());
    }
}
