package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** How PostgreSQL goes about looking for an event. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class EventSearchPlanTest {

    private final Samples.Project project = Samples.project();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** Each probe opens the leaves it needs and what is kept, and no others. */
    @Test
    void theNewestEventIsFoundWithoutReadingAllPartitions() throws SQLException {
        var issue = OldEvents.issue(project, 1, 2);
        for (int day = 0; day < 60; day++) {
            OldEvents.leaves(today.minusDays(day));
        }
        OldEvents.event(project, issue, today, "00:00:00");
        var kept = OldEvents.event(project, issue, today.minusDays(91), "10:00:00");
        Samples.execute(
                "with moved as (delete from event where tenant_id = ? and event_id = ? returning *) insert into event"
                        + " (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,"
                        + " environment, title, payload_format, kept, payload) select tenant_id, project_id, event_id,"
                        + " issue_id, received_at, occurred_at, level, platform, environment, title, payload_format,"
                        + " true, payload from moved",
                project.tenant(),
                kept);

        var newest =
                plan(EventSql.search(EventSql.WHOLE, "", "desc", 1), project.tenant(), issue, project.tenant(), issue);

        var scans = newest.stream().filter(line -> line.contains("Scan")).toList();
        assertThat(scans).hasSizeGreaterThan(60).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(scans.stream().filter(line -> !line.contains("never executed")))
                .as(String.join("\n", newest))
                .hasSizeLessThan(12)
                .anyMatch(line -> line.contains("event_kept"));
    }

    /** With as few rows as a test has, reading a whole table is cheap; what counts is what could be done instead. */
    private static List<String> plan(String query, Object... parameters) throws SQLException {
        try (var connection = Postgres.superuser();
                var choice = connection.createStatement();
                var statement =
                        connection.prepareStatement("explain (analyze, costs off, timing off, summary off) " + query)) {
            choice.execute("set enable_seqscan = off");
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var lines = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }
}
