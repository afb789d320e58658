package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.config.Option;
import tocsin.config.Settings;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** Days go, and of each issue a few events stay. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class RetentionJobTest {

    @Inject
    RetentionJob job;

    @Inject
    RetentionSql sql;

    @Inject
    DataSource database;

    @Inject
    Settings settings;

    @Inject
    Scheduler scheduler;

    private final Samples.Project project = Samples.project();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final LocalDate past = today.minusDays(91);

    /** The application's own runs would take days away from under a test that still fills them. */
    @BeforeEach
    void itIsOurTurn() {
        scheduler.pause("retention");
        Samples.execute("delete from retention_turn");
        Samples.execute("delete from event_leaf");
    }

    @Test
    void aDayPastItsTimeIsDroppedButForAFewEventsOfEachIssue() {
        var busy = OldEvents.issue(project, 1, 101);
        var quiet = OldEvents.issue(project, 2, 1);
        var first = event(busy, past, "00:00:01");
        for (int i = 0; i < 97; i++) {
            event(busy, past, "%02d:%02d:00".formatted(i / 5 + 1, i % 5 + 1));
        }
        var rare = OldEvents.event(project, busy, at(past, "13:00:00"), "staging", "7.0", "{}");
        var last = event(busy, past, "23:59:59");
        var only = event(quiet, past, "12:00:00");
        var recent = event(busy, past.plusDays(1), "12:00:00");

        job.run();

        assertThat(OldEvents.days()).doesNotContain(past).contains(past.plusDays(1), today);
        assertThat(kept(busy)).hasSize(10).contains(first, last, rare);
        assertThat(kept(quiet)).containsExactly(only);
        assertThat(stored(busy)).hasSize(11).contains(recent);
        assertThat(numbers()).as("of the day: in its leaf, gone").isEqualTo("0 90");
        assertThat(Samples.<String>query(
                        "select concat_ws(' ', event_count, user_count, first_seen at time zone 'UTC')"
                                + " from issue where id = ?",
                        busy))
                .isEqualTo("101 7 2026-01-02 03:04:05");
    }

    @Test
    void keptEventsAreSpreadOverTheDay() {
        var issue = OldEvents.issue(project, 1, 96);
        for (int i = 0; i < 96; i++) {
            event(issue, past, "%02d:%02d:00".formatted(i / 4, i % 4 * 15));
        }

        job.run();

        assertThat(Samples.<Long>query(
                        "select count(distinct date_part('hour', received_at at time zone 'UTC')::int / 3) from event_kept"
                                + " where issue_id = ?",
                        issue))
                .as("of eight times three hours, those with a kept event")
                .isEqualTo(8);
    }

    @Test
    void keptEventsAreReadAsAllOthersAre() {
        var issue = OldEvents.issue(project, 1, 3);
        var oldest = event(issue, past, "10:00:00");
        var middle = event(issue, past, "11:00:00");
        var newest = event(issue, today, "00:00:00");

        job.run();

        var reader = Reader.of(project.organization());
        var home = "/" + project.organization().slug() + "/web/issues/" + issue;
        for (var event : List.of("oldest", "newest", hex(oldest), hex(middle))) {
            reader.page().get(home + "/events/" + event).then().statusCode(200).body(containsString("KeyError"));
        }
        reader.page().get(home + "/events/oldest").then().body(containsString(hex(middle)));
        var api = "/api/0/projects/" + project.organization().slug() + "/web/events/";
        reader.api()
                .get(api + hex(middle) + "/")
                .then()
                .statusCode(200)
                .body("previousEventID", equalTo(hex(oldest)))
                .body("nextEventID", equalTo(hex(newest)));
        reader.api()
                .get("/api/0/issues/" + issue + "/events/")
                .then()
                .statusCode(200)
                .body("id", equalTo(List.of(hex(newest), hex(middle), hex(oldest))));
        reader.api().get("/api/0/issues/" + issue + "/events/oldest/").then().body("id", equalTo(hex(oldest)));
        var stranger = Reader.of(Samples.organization());
        stranger.page().get(home + "/events/oldest").then().statusCode(404);
        stranger.api().get(api + hex(oldest) + "/").then().statusCode(404);
    }

    @Test
    void aKeptEventSaysSo() {
        var issue = OldEvents.issue(project, 1, 2);
        var old = event(issue, past, "10:00:00");
        var recent = event(issue, today, "00:00:00");
        var reader = Reader.of(project.organization(), "VIEWER");
        Samples.execute(
                "with crew as (insert into team (tenant_id, slug, name) values (?, 'crew', 'Crew') returning *),"
                        + " theirs as (insert into project_team select tenant_id, ?, id from crew)"
                        + " insert into team_member select tenant_id, id, ? from crew",
                project.tenant(),
                project.id(),
                reader.user());
        var api = "/api/0/projects/" + project.organization().slug() + "/web/events/" + hex(old) + "/";
        var before = reader.api()
                .get(api)
                .then()
                .body("kept", equalTo(false))
                .extract()
                .header("ETag");

        job.run();

        var place = "/" + project.organization().slug() + "/web/";
        reader.page()
                .get(place + "issues/" + issue + "/events/" + hex(old))
                .then()
                .statusCode(200)
                .body(containsString("events of this issue that stay for good"))
                .body(containsString("<a href=\"" + place + "settings/storage\">What is kept"));
        reader.page().get(place + "settings/storage").then().statusCode(200);
        reader.page()
                .get(place + "issues/" + issue + "/events/" + hex(recent))
                .then()
                .statusCode(200)
                .body(not(containsString("stay for good")));
        reader.api()
                .header("If-None-Match", before)
                .get(api)
                .then()
                .statusCode(200)
                .body("kept", equalTo(true));
        reader.api().get("/api/0/issues/" + issue + "/events/").then().body("kept", equalTo(List.of(false, true)));
    }

    /** Day after day the same few: the first stays the first, and what is between is thinned. */
    @Test
    void thereAreNeverMoreThanTenOfAnIssue() {
        var issue = OldEvents.issue(project, 1, 60);
        var first = event(issue, past.minusDays(4), "00:00:00");
        var last = first;
        for (int day = 4; day > 0; day--) {
            for (int i = 1; i < 16; i++) {
                last = event(issue, past.minusDays(day), "%02d:30:00".formatted(i));
            }
        }

        job.run();

        assertThat(kept(issue)).hasSize(10).contains(first, last);
        assertThat(Samples.<Long>query(
                        "select count(distinct received_at::date) from event_kept where issue_id = ?", issue))
                .isGreaterThanOrEqualTo(3);
        assertThat(numbers()).isEqualTo("0 51");
    }

    @Test
    void aDeletedIssueKeepsNothing() {
        var issue = OldEvents.issue(project, 1, 1);
        event(issue, past, "10:00:00");
        Samples.execute("update issue set deleted_at = now() where id = ?", issue);

        job.run();

        assertThat(kept(issue)).isEmpty();
    }

    /** What ends the process between two pieces: the next begins behind the last that was committed. */
    @Test
    void whatWasCutGoesOnAndNoEventIsThereTwiceOrLost() throws Exception {
        var ids = new HashSet<UUID>();
        for (int i = 0; i < 5; i++) {
            ids.add(event(OldEvents.issue(project, i + 1, 1), past, "10:00:00"));
        }
        while (!sql.count(past, 100)) {}
        for (int i = 0; i < 3; i++) {
            sql.keep(past, RetentionSql.Reason.AGE, 1);
            assertThat(ofProject()).hasSize(5).containsAll(ids);
        }
        assertThat(sql.drop(past)).as("dropped before all was looked through").isFalse();

        try (var cut = database.getConnection()) {
            cut.setAutoCommit(false);
            try (var statement = cut.createStatement()) {
                statement.executeQuery("select event_leaf_keep('" + past + "', 'AGE', 100)");
            }
            cut.rollback();
        }
        job.run();

        assertThat(OldEvents.days()).doesNotContain(past);
        assertThat(ofProject()).hasSize(5).containsAll(ids);
    }

    @Test
    void ofSeveralProcessesOneDoesItUntilItIsSilent() throws SQLException {
        var another = new RetentionSql(database);
        assertThat(another.hasTurn()).isTrue();
        event(OldEvents.issue(project, 1, 1), past, "10:00:00");

        job.run();
        assertThat(OldEvents.days()).contains(past);

        Samples.execute("update retention_turn set expires = now() - interval '1 second'");
        job.run();
        assertThat(OldEvents.days()).doesNotContain(past);
        assertThat(another.hasTurn()).isFalse();
    }

    /** A page that is read for long: the day waits for it, and no event waits for the day. */
    @Test
    void aDayThatIsReadIsDroppedLaterAndHoldsUpNoEvent() throws Exception {
        event(OldEvents.issue(project, 1, 1), past, "10:00:00");
        try (var reading = Postgres.superuser();
                var statement = reading.createStatement()) {
            reading.setAutoCommit(false);
            statement.executeQuery("select count(*) from event where received_at < '" + past.plusDays(1) + "'");
            var run = CompletableFuture.runAsync(job::run);

            var written = 0;
            while (!run.isDone()) {
                writeOne();
                written++;
            }
            assertThat(written).isGreaterThan(5);
            run.get(60, TimeUnit.SECONDS);
            assertThat(OldEvents.days()).contains(past);
            reading.rollback();
        }

        job.run();

        assertThat(OldEvents.days()).doesNotContain(past);
    }

    @Test
    void aboveTheBudgetTheOldestDaysGoAndTodayAndYesterdayNever() throws SQLException {
        job.run();
        var issue = OldEvents.issue(project, 1, 3);
        for (int day = 4; day >= 0; day--) {
            event(issue, today.minusDays(day), "00:00:00");
        }
        var before = sql.use();
        var oldest = before.days().getFirst().day();

        var enough = new DiskBudget(settings.with(Option.EVENT_DISK_BUDGET, before.total() + "B", "test"));
        new RetentionJob(sql, enough, settings).run();
        assertThat(OldEvents.days()).contains(oldest);

        var little = new DiskBudget(settings.with(Option.EVENT_DISK_BUDGET, (before.total() - 1) + "B", "test"));
        new RetentionJob(sql, little, settings).run();
        assertThat(OldEvents.days()).doesNotContain(oldest).contains(today.minusDays(2));
        assertThat(little.warning()).isEmpty();
        assertThat(Samples.<String>query("select reason from event_leaf where day = ?::date", oldest.toString()))
                .isEqualTo("BUDGET");

        var nothing = new DiskBudget(settings.with(Option.EVENT_DISK_BUDGET, "1B", "test"));
        new RetentionJob(sql, nothing, settings).run();
        assertThat(OldEvents.days()).first().isEqualTo(today.minusDays(1));
        assertThat(nothing.warning().orElseThrow()).contains("today's and yesterday's");
        assertThat(kept(issue)).hasSize(3);
        assertThat(stored(issue)).hasSize(5);
    }

    /** As ingest does, by a connection that has to learn of the leaf first, and that waits for nobody. */
    private void writeOne() throws SQLException {
        try (var ingest = Postgres.ingest();
                var statement = ingest.createStatement()) {
            statement.execute("set statement_timeout = '1s'");
            statement.execute("insert into event_" + DateTimeFormatter.BASIC_ISO_DATE.format(today)
                    + " (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,"
                    + " environment, title, payload_format, payload) values ('" + project.tenant() + "', "
                    + project.id() + ", gen_random_uuid(), 1, now(), now(), 3, 'java', 'test', 'x', 2, '')");
        }
    }

    private UUID event(long issue, LocalDate day, String time) {
        return OldEvents.event(project, issue, day, time);
    }

    private static java.time.Instant at(LocalDate day, String time) {
        return day.atTime(java.time.LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    private static List<UUID> kept(long issue) {
        return ids("select string_agg(event_id::text, ' ') from event_kept where issue_id = ?", issue);
    }

    private static List<UUID> stored(long issue) {
        return ids("select string_agg(event_id::text, ' ') from event where issue_id = ?", issue);
    }

    private List<UUID> ofProject() {
        return ids("select string_agg(event_id::text, ' ') from event where project_id = ?", project.id());
    }

    private static List<UUID> ids(String sql, Object parameter) {
        var text = Samples.<String>query(sql, parameter);
        return text == null
                ? List.of()
                : Stream.of(text.split(" ")).map(UUID::fromString).toList();
    }

    /** Of all days past their time. */
    private String numbers() {
        return Samples.query(
                "select concat_ws(' ', sum(events), sum(gone)) from event_day where project_id = ? and day <= ?::date",
                project.id(),
                past.toString());
    }
}
