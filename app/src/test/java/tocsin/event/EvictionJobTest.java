package tocsin.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Projects that keep only so many events. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class EvictionJobTest {

    @Inject
    EvictionJob job;

    @Inject
    StorageSql sql;

    private final Samples.Project project = Samples.project();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final long issue = OldEvents.issue(project, 1, 45);
    private final AtomicLong rested = new AtomicLong();
    private final AtomicLong worked = new AtomicLong();

    /** Rests in no time, and writes down for how long it would have. */
    private final Pace pace = new Pace(System::nanoTime, nanos -> {
        rested.addAndGet(nanos);
        return true;
    });

    /** Days whose events were counted are past: nobody adds to them, as these tests do. */
    @BeforeEach
    void itIsOurTurn() {
        Samples.execute("delete from retention_turn");
        Samples.execute("delete from event_leaf");
    }

    @Test
    void theOldestAboveTheNumberGoButForAFewOfEachIssueAndWithTheirFiles() {
        hour(3, 30);
        hour(2, 15);
        Samples.execute(
                "insert into attachment (tenant_id, project_id, event_id, attachment_id, received_at, name, kind, size,"
                        + " sha256) select tenant_id, project_id, event_id, gen_random_uuid(), received_at, 'a', 'b', 1,"
                        + " sha256('') from event where project_id = ?",
                project.id());
        Samples.execute(
                "insert into attachment_chunk select tenant_id, attachment_id, received_at, 0, 'x' from attachment"
                        + " where project_id = ?",
                project.id());
        Samples.execute(
                "insert into feedback (tenant_id, project_id, feedback_id, event_id, received_at, message) select"
                        + " tenant_id, project_id, gen_random_uuid(), event_id, received_at, 'ouch' from event"
                        + " where project_id = ?",
                project.id());
        var neighbour = Samples.project(project.organization(), "other");
        var theirs = OldEvents.event(neighbour, OldEvents.issue(neighbour, 1, 1), today.minusDays(3), "10:00:00");
        limit(20);

        job.run(pace);

        assertThat(count("event where not kept and project_id")).isEqualTo(15);
        assertThat(count("event where kept and project_id")).isEqualTo(10);
        assertThat(count("attachment where project_id")).isEqualTo(25);
        assertThat(Samples.<Long>query("select count(*) from attachment_chunk where tenant_id = ?", project.tenant()))
                .isEqualTo(25);
        assertThat(count("feedback where project_id")).isEqualTo(25);
        assertThat(Samples.<String>query(
                        "select concat_ws(' ', gone, reason) from event_day where project_id = ? and gone > 0",
                        project.id()))
                .isEqualTo("20 COUNT");
        assertThat(Samples.<String>query(
                        "select concat_ws(' ', event_count, user_count, first_seen at time zone 'UTC') from issue"
                                + " where id = ?",
                        issue))
                .isEqualTo("45 7 2026-01-02 03:04:05");
        assertThat(Samples.<UUID>query("select event_id from event where project_id = ?", neighbour.id()))
                .isEqualTo(theirs);
    }

    /** Today's and yesterday's, whether they went for good or stayed as one of the few of their issue. */
    @Test
    void whatWentIsStillKnownWhenItIsSentAgain() {
        var at = Instant.now().minus(Duration.ofHours(3));
        var sent = IntStream.range(0, 30)
                .mapToObj(i -> OldEvents.event(project, issue, at.plusSeconds(i), "test", null, "{}"))
                .toList();
        stored(at, 30);
        limit(1);
        job.run(pace);
        assertThat(count("event where project_id")).isEqualTo(10);

        for (var id : sent) {
            given().body("{}\n{\"type\":\"event\"}\n{\"event_id\":\""
                            + id.toString().replace("-", "") + "\"}")
                    .post("/api/" + project.id() + "/envelope/?sentry_key=" + project.key())
                    .then()
                    .statusCode(200);
        }

        assertThat(count("event where project_id")).isEqualTo(10);
    }

    @Test
    void idsAreForgottenWhenNobodySendsThemAgain() {
        Samples.execute(
                "insert into event_gone select ?, ?, gen_random_uuid(), day::date"
                        + " from generate_series(?::date, ?::date, interval '1 day') day",
                project.tenant(),
                project.id(),
                today.minusDays(5).toString(),
                today.toString());

        job.run(pace);

        assertThat(count("event_gone where project_id")).isEqualTo(2);
    }

    /** Of ninety days that were emptied long ago none is looked at again. */
    @Test
    void onlyDaysThatHaveEventsAreLookedAt() {
        OldEvents.leaves(today.minusDays(9));
        OldEvents.leaves(today.minusDays(8));
        Samples.execute(
                "insert into event_leaf (day, counted_at) values (?::date, now()), (?::date, now())"
                        + " on conflict (day) do update set counted_at = now()",
                today.minusDays(9).toString(),
                today.minusDays(8).toString());
        Samples.execute(
                "insert into event_day (tenant_id, project_id, day, events) values (?, ?, ?::date, 0), (?, ?, ?::date, 4)",
                project.tenant(),
                project.id(),
                today.minusDays(9).toString(),
                project.tenant(),
                project.id(),
                today.minusDays(8).toString());

        CurrentTenant.run(project.tenant(), () -> assertThat(sql.days(project.tenant(), project.id(), today))
                .contains(today.minusDays(8), today)
                .doesNotContain(today.minusDays(9)));
    }

    @Test
    void whoHasNoMoreThanTheNumberKeepsAll() {
        hour(3, 20);
        limit(20);

        job.run(pace);

        assertThat(count("event where not kept and project_id")).isEqualTo(20);
    }

    /** By them repetitions are told. */
    @Test
    void theLastHourNeverGoes() {
        for (int i = 0; i < 12; i++) {
            OldEvents.event(project, issue, Instant.now(), "test", null, "{}");
        }
        stored(Instant.now(), 12);
        limit(1);

        job.run(pace);

        assertThat(count("event where not kept and project_id")).isEqualTo(12);
    }

    @Test
    void itWorksForATenthOfTheTimeAtMost() {
        hour(4, 300);
        hour(3, 10);
        limit(10);
        var clocked = new Pace(
                () -> {
                    var now = System.nanoTime();
                    worked.set(now - worked.get());
                    return now;
                },
                nanos -> {
                    // Between the two looks at the clock lies the piece.
                    assertThat(nanos).isEqualTo(9 * worked.get());
                    worked.set(0);
                    rested.addAndGet(nanos);
                    return true;
                });

        job.run(clocked);

        assertThat(rested.get()).isPositive();
        assertThat(count("event where not kept and project_id")).isEqualTo(10);
    }

    private void hour(int daysAgo, int events) {
        var hour = today.minusDays(daysAgo).atTime(10, 0).toInstant(ZoneOffset.UTC);
        for (int i = 0; i < events; i++) {
            OldEvents.event(project, issue, hour.plusSeconds(i), "test", null, "{}");
        }
        stored(hour, events);
    }

    private void stored(Instant at, int events) {
        Samples.execute(
                "insert into outcome_hour (tenant_id, project_id, hour, category, outcome, key_id, quantity)"
                        + " values (?, ?, date_trunc('hour', ?::timestamptz), 'error', 'stored', 1, ?)",
                project.tenant(),
                project.id(),
                at.atOffset(ZoneOffset.UTC),
                (long) events);
    }

    private void limit(long most) {
        Samples.execute("update project set events_most = ? where id = ?", most, project.id());
    }

    private long count(String what) {
        return Samples.<Long>query("select count(*) from " + what + " = ?", project.id());
    }
}
