package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** An event that is being written while its issue, project or organization is deleted goes with it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DeletionTest {

    @Inject
    DeletionJob job;

    private final Samples.Project project = Samples.project();
    private final People.Somebody owner = People.member(project.organization(), Role.OWNER);
    private final String token = People.token(project.organization(), owner);
    private final long issue = IssueRows.issue(project, 1, "a", Instant.parse("2026-11-21T12:00:00Z"));

    @Test
    void withItsIssue() throws Exception {
        deletedWhileWriting(() -> api("/api/0/issues/" + issue + "/"), 202);
    }

    @Test
    void withItsProject() throws Exception {
        deletedWhileWriting(
                () -> form("/" + project.organization().slug() + "/web/settings/delete", project.slug()), 303);
    }

    @Test
    void withItsOrganization() throws Exception {
        var slug = project.organization().slug();
        deletedWhileWriting(() -> form("/" + slug + "/settings/delete", slug), 303);
    }

    /** The job comes while a batch is open: it has to wait for the batch, and to take what that leaves. */
    private void deletedWhileWriting(IntSupplier deletion, int status) throws Exception {
        try (var ingest = Postgres.superuser()) {
            ingest.setAutoCommit(false);
            write(ingest);
            assertThat(deletion.getAsInt()).isEqualTo(status);
            var removal = CompletableFuture.runAsync(job::run, Thread::startVirtualThread);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(DeletionTest::waitsForWriters);
            assertThat(removal).isNotDone();
            ingest.commit();
            removal.get(30, TimeUnit.SECONDS);
        }
        // A run of the application's own may have been first.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Samples.<Long>query(
                                "select count(*) from door_deletions() where tenant_id = ?", project.tenant())
                        == 0);
        assertThat(events(project.tenant())).isZero();
    }

    private static boolean waitsForWriters() {
        return Samples.<Long>query("select count(*) from pg_locks where locktype = 'advisory' and not granted"
                        + " and mode = 'ExclusiveLock' and ((classid::bigint << 32) | objid::bigint)"
                        + " = hashtext('tocsin.digest')::bigint")
                > 0;
    }

    /** Who deletes its row keeps all ingest waiting: by then, what was counted of it and came beside it is gone, though two are at it. */
    @Test
    void beforeALargeProjectKeepsIngestWaitingNearlyAllOfItIsGone() throws Exception {
        for (int number = 2; number < 5; number++) {
            var other = IssueRows.issue(project, number, "b", Instant.now());
            for (var insert : List.of(
                    "issue_hour (tenant_id, issue_id, hour, environment, quantity)"
                            + " select ?, ?, timestamptz '2020-01-01Z' + n * interval '1 hour', 'test', 1",
                    "issue_tag (tenant_id, issue_id, key, value, quantity, last_seen)"
                            + " select ?, ?, 'area', n::text, 1, now()",
                    "issue_user (tenant_id, issue_id, person) select ?, ?, n")) {
                Samples.execute("insert into " + insert + " from generate_series(1, 4000) n", project.tenant(), other);
            }
        }
        Samples.execute(
                "insert into outcome_hour (tenant_id, project_id, hour, category, outcome, key_id, quantity)"
                        + " select ?, ?, timestamptz '2020-01-01Z' + n * interval '1 hour', 'error', 'stored', 1, 1"
                        + " from generate_series(1, 12000) n",
                project.tenant(),
                project.id());
        Samples.execute(
                "with file as (insert into attachment (tenant_id, project_id, event_id, attachment_id, received_at, name,"
                        + " kind, size, sha256) select ?, ?, gen_random_uuid(), gen_random_uuid(), now(), 'a', 'b', 1,"
                        + " sha256('') from generate_series(1, 300) returning *) insert into attachment_chunk"
                        + " select tenant_id, attachment_id, received_at, 0, 'x' from file",
                project.tenant(),
                project.id());
        comesBeside();
        var tables = List.of(
                "issue_hour",
                "issue_tag",
                "issue_user",
                "issue",
                "outcome_hour",
                "attachment",
                "attachment_chunk",
                "delivery",
                "mail_digest",
                "sensor",
                "project_key");
        try (var ingest = Postgres.superuser()) {
            ingest.setAutoCommit(false);
            write(ingest);
            assertThat(form("/" + project.organization().slug() + "/web/settings/delete", project.slug()))
                    .isEqualTo(303);
            var removal = CompletableFuture.allOf(
                    CompletableFuture.runAsync(job::run, Thread::startVirtualThread),
                    CompletableFuture.runAsync(job::run, Thread::startVirtualThread));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(DeletionTest::waitsForWriters);

            for (var table : tables) {
                assertThat(Samples.<Long>query(
                                "select count(*) from " + table + " where tenant_id = ?", project.tenant()))
                        .as(table)
                        .isZero();
            }
            ingest.rollback();
            removal.get(30, TimeUnit.SECONDS);
        }
    }

    /** What was sent of it, and who sent to it. */
    private void comesBeside() {
        for (var insert : List.of(
                "delivery (tenant_id, project_id, kind, subject, state) select ?, ?, 'STORED', '1 event', 'SENT'",
                "mail_digest (tenant_id, project_id, closes_at, closed_at) select ?, ?, now(), now()")) {
            Samples.execute(
                    "insert into " + insert + " from generate_series(1, 6000) n", project.tenant(), project.id());
        }
        Samples.execute(
                "with key as (insert into project_key (tenant_id, project_id, public_key, sensor)"
                        + " select ?, ?, md5(random()::text || n), true from generate_series(1, 6000) n returning *)"
                        + " insert into sensor (tenant_id, project_id, key_id, public_id, name)"
                        + " select tenant_id, project_id, id, gen_random_uuid(), 'bell' from key",
                project.tenant(),
                project.id());
    }

    /** What ends the job between two of its pieces, as a power cut would: here its connection is cut. */
    @Test
    void aRemovalThatWasCutIsOutOfSightAndGoesOn() throws Exception {
        var today = LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
        var yesterday = today.minus(Duration.ofDays(1));
        IssueRows.partition(yesterday);
        for (int i = 0; i < 20; i++) {
            IssueRows.event(project, issue, yesterday.plusSeconds(i));
        }
        var held = IssueRows.event(project, issue, today);
        var list = "/" + project.organization().slug() + "/web/issues";
        try (var blocking = Postgres.superuser()) {
            blocking.setAutoCommit(false);
            lock(blocking, held);
            assertThat(form("/" + project.organization().slug() + "/web/settings/delete", project.slug()))
                    .isEqualTo(303);
            var cut = CompletableFuture.runAsync(job::run, Thread::startVirtualThread);
            // The application's own run may be first in line.
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                Samples.query("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where wait_event_type = 'Lock' and query like '%delete from event %'");
                return cut.isDone();
            });
            assertThat(events(project.tenant())).as("yesterday's are gone").isEqualTo(1);
            assertThat(get(list)).isEqualTo(404);
            assertThat(get(list + "/" + issue)).isEqualTo(404);
            assertThat(read("/api/0/projects/" + project.organization().slug() + "/web/events/" + held + "/"))
                    .isEqualTo(404);
            assertThat(read("/api/0/organizations/" + project.organization().slug() + "/projects/"))
                    .isEqualTo(200);
            refused();
            blocking.rollback();
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            job.run();
            assertThat(events(project.tenant())).isZero();
            assertThat(Samples.<Long>query("select count(*) from project where id = ?", project.id()))
                    .isZero();
        });
    }

    @Test
    void aDeletedIssueIsOutOfSightAtOnceAndTheSameProblemComesBackAsANewOne() {
        var event = tocsin.testing.Envelopes.exception("Boom", "it broke");
        Samples.execute(
                "insert into project_counter (tenant_id, project_id, issues) values (?, ?, 1)",
                project.tenant(),
                project.id());
        var first = IssueRows.send(project, event);
        long gone = IssueRows.issueOf(first);

        assertThat(api("/api/0/issues/" + gone + "/")).isEqualTo(202);

        assertThat(read("/api/0/issues/" + gone + "/")).isEqualTo(404);
        assertThat(read("/api/0/projects/" + project.organization().slug() + "/web/events/" + first + "/"))
                .isEqualTo(404);
        for (int i = 0; i < 2; i++) {
            IssueRows.send(project, event);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            job.run();
            assertThat(Samples.<Long>query("select count(*) from issue where id = ?", gone))
                    .isZero();
        });
        assertThat(Samples.<String>query(
                        "select string_agg((id <> ?)::text || ' ' || event_count, ',') from issue"
                                + " where tenant_id = ? and type = 'Boom'",
                        gone,
                        project.tenant()))
                .isEqualTo("true 2");
        assertThat(events(project.tenant())).isEqualTo(2);
    }

    @Test
    void aDeletedNameIsFreeAgainAtOnce() {
        assertThat(form("/" + project.organization().slug() + "/web/settings/delete", project.slug()))
                .isEqualTo(303);

        assertThat(Samples.project(project.organization(), "web").id()).isNotEqualTo(project.id());
    }

    @Test
    void aDeletedOrganizationLetsNobodyInAndTakesNothing() {
        var slug = project.organization().slug();
        IssueRows.event(project, issue, Instant.now());

        assertThat(form("/" + slug + "/settings/delete", slug)).isEqualTo(303);

        assertThat(get("/" + slug + "/issues")).isEqualTo(404);
        assertThat(read("/api/0/organizations/" + slug + "/projects/")).isEqualTo(401);
        refused();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            job.run();
            assertThat(events(project.tenant())).isZero();
            assertThat(Samples.<Long>query("select count(*) from organization where tenant_id = ?", project.tenant()))
                    .isZero();
        });
    }

    /** By the key, which was never used before and so is remembered by nobody. */
    private void refused() {
        io.restassured.RestAssured.given()
                .body("{}\n{\"type\":\"event\"}\n{}")
                .post("/api/" + project.id() + "/envelope/?sentry_key=" + project.key())
                .then()
                .statusCode(403);
    }

    private static void lock(Connection connection, UUID event) throws SQLException {
        try (var statement = connection.prepareStatement("select from event where event_id = ? for update")) {
            statement.setObject(1, event);
            statement.executeQuery();
        }
    }

    private static long events(String tenant) {
        return Samples.<Long>query("select count(*) from event where tenant_id = ?", tenant);
    }

    private int get(String page) {
        return io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .cookie(People.COOKIE, owner.session())
                .get(page)
                .statusCode();
    }

    private int read(String path) {
        return io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get(path)
                .statusCode();
    }

    /** The lock that a batch takes, and one event. */
    private void write(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with writing as (select 1 as one from (select pg_advisory_xact_lock_shared(hashtext('tocsin.digest'))) w)
                insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,
                                   environment, title, payload_format, payload)
                select ?, ?, ?, ?, now(), now(), 3, 'python', 'test', 'KeyError', 1, ''::bytea from writing""")) {
            statement.setString(1, project.tenant());
            statement.setLong(2, project.id());
            statement.setObject(3, UUID.randomUUID());
            statement.setLong(4, issue);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private int api(String path) {
        return io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .delete(path)
                .statusCode();
    }

    private int form(String path, String confirm) {
        return io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .cookie(People.COOKIE, owner.session())
                .formParam("_csrf", owner.csrf())
                .formParam("confirm", confirm)
                .post(path)
                .statusCode();
    }
}
