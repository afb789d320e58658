package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.config.Option;
import tocsin.config.Settings;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** A day is more than its events. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DayLeavesTest {

    @Inject
    RetentionJob job;

    @Inject
    RetentionSql sql;

    @Inject
    Settings settings;

    @Inject
    Scheduler scheduler;

    private final Samples.Project project = Samples.project();
    private final LocalDate past = LocalDate.now(ZoneOffset.UTC).minusDays(91);

    /** The application's own runs would take days away from under a test that still fills them. */
    @BeforeEach
    void itIsOurTurn() {
        scheduler.pause("retention");
        Samples.execute("delete from retention_turn");
        Samples.execute("delete from event_leaf");
    }

    /** By age and for want of room the same leaves go: those of the files, of their pieces and of people's words too. */
    @Test
    void aDaysFilesAndWordsGoWithIt() throws SQLException {
        for (var reason : List.of("AGE", "BUDGET")) {
            job.run();
            // The first that is too old, and the oldest that is not.
            var day = reason.equals("AGE") ? past : past.plusDays(1);
            var issue = OldEvents.issue(project, reason.length(), 2);
            OldEvents.event(project, issue, day, "12:00:00");
            OldEvents.event(project, issue, day.plusDays(1), "12:00:00");
            withFileAndWords(day);
            withFileAndWords(day.plusDays(1));
            assertThat(beside(day)).isEqualTo("attachment attachment_chunk event feedback");

            if (reason.equals("AGE")) {
                job.run();
            } else {
                var little = new DiskBudget(
                        settings.with(Option.EVENT_DISK_BUDGET, (sql.use().total() - 1) + "B", "test"));
                new RetentionJob(sql, little, settings).run();
            }

            assertThat(beside(day)).as(reason).isNull();
            assertThat(beside(day.plusDays(1))).as(reason).isEqualTo("attachment attachment_chunk event feedback");
            assertThat(Samples.<String>query("select reason from event_leaf where day = ?::date", day.toString()))
                    .isEqualTo(reason);
            for (var table : List.of("attachment", "attachment_chunk", "feedback")) {
                assertThat(Samples.<Long>query(
                                "select count(*) from " + table + " where tenant_id = ? and received_at < ?::date",
                                project.tenant(),
                                day.plusDays(1).toString()))
                        .as(reason + " " + table)
                        .isZero();
            }
        }
    }

    private void withFileAndWords(LocalDate day) {
        var file = UUID.randomUUID();
        var time = day.atTime(12, 0).atOffset(ZoneOffset.UTC);
        Samples.execute(
                "insert into attachment (tenant_id, project_id, event_id, attachment_id, received_at, name, kind, size,"
                        + " sha256) values (?, ?, gen_random_uuid(), ?, ?, 'a', 'b', 1, sha256(''))",
                project.tenant(),
                project.id(),
                file,
                time);
        Samples.execute("insert into attachment_chunk values (?, ?, ?, 0, 'x')", project.tenant(), file, time);
        Samples.execute(
                "insert into feedback (tenant_id, project_id, feedback_id, received_at, message)"
                        + " values (?, ?, gen_random_uuid(), ?, 'ouch')",
                project.tenant(),
                project.id(),
                time);
    }

    /** The families that have a leaf of this day. */
    private static String beside(LocalDate day) {
        return Samples.query(
                "select string_agg(family, ' ' order by family) from unnest(array['event', 'attachment',"
                        + " 'attachment_chunk', 'feedback']) family where to_regclass(family || ?) is not null",
                "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }
}
