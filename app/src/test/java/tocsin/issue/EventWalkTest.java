package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tocsin.event.EventCursor;
import tocsin.event.EventSql;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class EventWalkTest {

    @Inject
    EventSql events;

    @Test
    void oneWalksThroughAllEventsOfAnIssueOverDays() {
        var project = Samples.project();
        var now = Instant.now();
        var issue = IssueRows.issue(project, 1, "a", now);
        var other = IssueRows.issue(project, 2, "b", now);
        var expected = new ArrayList<UUID>();
        for (int day = 5; day >= 0; day--) {
            var at = now.minus(Duration.ofDays(day));
            IssueRows.partition(at);
            // Two at the same moment: the id decides.
            var first = new UUID(day, 1);
            var second = new UUID(day, 2);
            IssueRows.event(project, issue, second, at);
            IssueRows.event(project, issue, first, at);
            IssueRows.event(project, other, at);
            expected.addAll(List.of(first, second));
        }

        assertThat(forwards(project.tenant(), issue)).isEqualTo(expected);
        assertThat(backwards(project.tenant(), issue)).isEqualTo(expected.reversed());
        assertThat(pages(project.tenant(), issue)).isEqualTo(expected.reversed());
    }

    private List<UUID> forwards(String tenant, long issue) {
        return CurrentTenant.as(tenant, () -> {
            var walked = new ArrayList<UUID>();
            var event = events.oldest(tenant, issue).orElseThrow();
            walked.add(event.head().id());
            for (var next = events.neighbours(tenant, event.head()).newer(); next.isPresent(); ) {
                event = events.byId(tenant, event.head().projectId(), next.get())
                        .orElseThrow();
                walked.add(event.head().id());
                next = events.neighbours(tenant, event.head()).newer();
            }
            return walked;
        });
    }

    private List<UUID> backwards(String tenant, long issue) {
        return CurrentTenant.as(tenant, () -> {
            var walked = new ArrayList<UUID>();
            var event = events.newest(tenant, issue).orElseThrow();
            walked.add(event.head().id());
            for (var next = events.neighbours(tenant, event.head()).older(); next.isPresent(); ) {
                event = events.byId(tenant, event.head().projectId(), next.get())
                        .orElseThrow();
                walked.add(event.head().id());
                next = events.neighbours(tenant, event.head()).older();
            }
            return walked;
        });
    }

    private List<UUID> pages(String tenant, long issue) {
        return CurrentTenant.as(tenant, () -> {
            var listed = new ArrayList<UUID>();
            var page = events.before(tenant, issue, null, 5);
            while (!page.isEmpty()) {
                page.forEach(event -> listed.add(event.id()));
                page = events.before(tenant, issue, EventCursor.after(page.getLast()), 5);
            }
            return listed;
        });
    }
}
