package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IssueSqlTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    @Inject
    IssueSql sql;

    private Samples.Project project;

    @BeforeEach
    void newProject() {
        project = Samples.project();
    }

    @Test
    void pagesNeitherRepeatNorLoseRowsWhileOthersArrive() {
        for (int i = 1; i <= 20; i++) {
            // Two of each second: the id tells them apart.
            IssueRows.issue(project, i, "old " + i, NOON.plusSeconds(i / 2));
        }
        for (var sort : IssueSort.values()) {
            var seen = new ArrayList<String>();
            var next = Optional.<Cursor>empty();
            var newer = 100;
            do {
                var slice = slice("old", sort, next.orElse(null), 3);
                seen.addAll(values(slice));
                next = slice.next();
                IssueRows.issue(project, 1000 * (sort.ordinal() + 1) + newer++, "new", NOON.plusSeconds(100));
            } while (next.isPresent());
            assertThat(seen).as(sort.name()).hasSize(20).doesNotHaveDuplicates();
        }
    }

    @Test
    void backwardsLeadsOverTheSamePages() {
        for (int i = 1; i <= 7; i++) {
            IssueRows.issue(project, i, "n" + i, NOON.plusSeconds(i));
        }
        var first = slice("", IssueSort.LAST_SEEN, null, 3);
        var second = slice("", IssueSort.LAST_SEEN, first.next().orElseThrow(), 3);
        var third = slice("", IssueSort.LAST_SEEN, second.next().orElseThrow(), 3);

        assertThat(values(first)).containsExactly("n7", "n6", "n5");
        assertThat(values(third)).containsExactly("n1");
        assertThat(first.previous()).isEmpty();
        assertThat(third.next()).isEmpty();
        var back = slice("", IssueSort.LAST_SEEN, third.previous().orElseThrow(), 3);
        assertThat(values(back)).isEqualTo(values(second));
        var start = slice("", IssueSort.LAST_SEEN, back.previous().orElseThrow(), 3);
        assertThat(values(start)).isEqualTo(values(first));
        assertThat(start.previous()).isEmpty();
    }

    @Test
    void everyFilterNarrows() {
        var first = IssueRows.issue(project, 1, "timeout of 50% [x]", NOON);
        var second = IssueRows.issue(project, 2, "refused", NOON);
        IssueRows.tag(project, first, "environment", "prod");
        IssueRows.tag(project, first, "release", "shop@1.2 beta");
        IssueRows.tag(project, second, "environment", "test");
        Samples.execute("update issue set status = 'RESOLVED', level = 4 where id = ?", second);

        assertThat(found("is:unresolved")).containsExactly("timeout of 50% [x]");
        assertThat(found("is:resolved")).containsExactly("refused");
        assertThat(found("level:fatal")).containsExactly("refused");
        assertThat(found("environment:prod")).containsExactly("timeout of 50% [x]");
        assertThat(found("release:\"shop@1.2 beta\"")).containsExactly("timeout of 50% [x]");
        assertThat(found("TIMEOUT 50%")).containsExactly("timeout of 50% [x]");
        assertThat(found("\"KeyError: refused cart.pay\"")).containsExactly("refused");
        assertThat(found("50_")).isEmpty();
        assertThat(found("environment:prod level:fatal")).isEmpty();
    }

    @Test
    void theHistoryCountsHoursAndDaysOfAllEnvironments() {
        var issue = IssueRows.issue(project, 1, "a", NOON);
        var now = Instant.now();
        for (var environment : List.of("prod", "test")) {
            Samples.execute(
                    "insert into issue_hour values (?, ?, date_trunc('hour', now()), ?, 5), (?, ?, date_trunc('hour', now() - interval '3 days'), ?, 7)",
                    project.tenant(),
                    issue,
                    environment,
                    project.tenant(),
                    issue,
                    environment);
        }
        var day = history(issue, Sparkline.Span.DAY, now);
        var fortnight = history(issue, Sparkline.Span.FORTNIGHT, now);

        assertThat(day.counts()).hasSize(24).endsWith(10L);
        assertThat(day.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(10);
        assertThat(fortnight.counts()).hasSize(14).endsWith(14L, 0L, 0L, 10L);
        assertThat(day.points(now).getLast()[0])
                .isEqualTo(now.truncatedTo(ChronoUnit.HOURS).getEpochSecond());
    }

    @Test
    void theCommonestValuesOfEachTagComeFirst() {
        var issue = IssueRows.issue(project, 1, "a", NOON);
        IssueRows.tag(project, issue, "area", "cart");
        IssueRows.tag(project, issue, "area", "pay");
        IssueRows.tag(project, issue, "os", "Linux");
        Samples.execute("update issue_tag set quantity = 9 where issue_id = ? and value = 'pay'", issue);

        assertThat(tags(issue, 1))
                .containsExactly(
                        new IssueSql.TagValue("area", "pay", 9, 10, false),
                        new IssueSql.TagValue("os", "Linux", 1, 1, false));
        assertThat(tags(IssueRows.issue(project, 2, "b", NOON), 1)).isEmpty();
    }

    @Test
    void ofATagWithVeryManyValuesOnlySomeAreLookedAt() {
        var issue = IssueRows.issue(project, 1, "a", NOON);
        Samples.execute(
                "insert into issue_tag select tenant_id, id, 'order', 'no. ' || n, 1, now()"
                        + " from issue, generate_series(1, 2000) n where id = ?",
                issue);
        IssueRows.tag(project, issue, "os", "Linux");

        assertThat(tags(issue, 5))
                .hasSize(6)
                .allMatch(value -> value.ofMany() == value.key().equals("order"));
    }

    private List<IssueSql.TagValue> tags(long issue, int valuesOfEach) {
        return CurrentTenant.as(project.tenant(), () -> sql.tags(project.tenant(), issue, valuesOfEach));
    }

    @Test
    void releasesAreKnownByNameTheHighestFirst() {
        for (int i = 1; i <= 30; i++) {
            IssueRows.tag(project, IssueRows.issue(project, i, "a", NOON), "release", "shop@1." + (10 + i));
        }

        assertThat(CurrentTenant.as(project.tenant(), () -> sql.releases(project.tenant(), List.of(project.id()))))
                .hasSize(20)
                .startsWith("shop@1.40", "shop@1.39");
    }

    @Test
    void environmentsAreKnownByNameOnceEach() {
        for (int i = 1; i <= 3; i++) {
            var issue = IssueRows.issue(project, i, "a", NOON);
            IssueRows.tag(project, issue, "environment", i == 1 ? "test" : "prod");
        }
        var foreign = Samples.project();
        IssueRows.tag(foreign, IssueRows.issue(foreign, 1, "foreign", NOON), "environment", "foreign");

        var secret = Samples.project(project.organization(), "secret");
        IssueRows.tag(secret, IssueRows.issue(secret, 1, "theirs", NOON), "environment", "merger-rehearsal");

        assertThat(environments(List.of(project.id()))).containsExactly("prod", "test");
        assertThat(environments(List.of(project.id(), secret.id())))
                .containsExactly("merger-rehearsal", "prod", "test");
        assertThat(environments(List.of())).isEmpty();
    }

    private List<String> environments(List<Long> projects) {
        return CurrentTenant.as(project.tenant(), () -> sql.environments(project.tenant(), projects));
    }

    private Sparkline history(long issue, Sparkline.Span span, Instant now) {
        var buckets = CurrentTenant.as(
                project.tenant(), () -> sql.history(project.tenant(), List.of(issue), span.since(now), span.bucket));
        return Sparkline.of(span, buckets.get(issue), now);
    }

    private List<String> found(String query) {
        return values(slice(query, IssueSort.LAST_SEEN, null, 10));
    }

    private IssueSlice slice(String query, IssueSort sort, Cursor from, int limit) {
        return CurrentTenant.as(
                project.tenant(),
                () -> sql.slice(project.tenant(), List.of(project.id()), IssueQuery.parse(query), sort, from, limit));
    }

    private static List<String> values(IssueSlice slice) {
        return slice.rows().stream().map(ListedIssue::value).toList();
    }
}
