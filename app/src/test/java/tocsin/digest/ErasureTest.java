package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.event.OldEvents;
import tocsin.event.PersonHash;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** All that names a person is removed on request. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ErasureTest {

    private static final String ADA = "{\"id\":\"42\",\"email\":\"ada@example.org\"}";
    private static final String BOB = "{\"id\":\"43\",\"email\":\"bob@example.org\"}";

    @Inject
    ErasureJob job;

    @Inject
    ErasureSql sql;

    @Inject
    UnprocessedSql unprocessed;

    @Inject
    LateCounts late;

    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    private final Samples.Project project = Samples.project();
    private final Reader owner = Reader.of(project.organization(), "OWNER");
    private final long issue = OldEvents.issue(project, 1, 5);
    private final Instant now = Instant.now();
    private final Instant past =
            LocalDate.now(ZoneOffset.UTC).minusDays(3).atTime(12, 0).toInstant(ZoneOffset.UTC);
    private final String page = "/" + project.organization().slug() + "/settings/erasures";
    private final String api = "/api/v1/organizations/" + project.organization().slug() + "/erasures";

    @Test
    void allThatNamesThemGoesAndAllElseStays() {
        var today = event(now, ADA);
        var old = event(past, ADA);
        var kept = event(past.plusSeconds(1), ADA);
        Samples.execute("update event set kept = true where event_id = ?", kept);
        var bobs = event(now, BOB);
        for (var event : new UUID[] {today, old, bobs}) {
            file(event);
            feedback(UUID.randomUUID(), event, "somebody@example.org");
        }
        var written = UUID.randomUUID();
        feedback(written, null, "Ada@example.org");
        file(written);
        var theirsRaw = raw("{\"user\":{\"email\":\"ada@example.org\"}}");
        file(theirsRaw);
        feedback(UUID.randomUUID(), theirsRaw, "somebody@example.org");
        raw("{\"user\":{\"email\":\"bob@example.org\"}}");
        tag("user", "email:ada@example.org");
        tag("contact", "ada@example.org");
        tag("area", "42");
        for (var person : new String[] {"id:42", "id:43", "email:ada@example.org"}) {
            Samples.execute("insert into issue_user values (?, ?, ?)", project.tenant(), issue, PersonHash.of(person));
        }

        var id = ask("email", "ada@example.org");
        done(id);

        assertThat(Samples.<UUID>query("select event_id from event where project_id = ?", project.id()))
                .isEqualTo(bobs);
        assertThat(count("event")).isEqualTo(1);
        assertThat(count("attachment")).isEqualTo(1);
        assertThat(count("attachment_chunk")).isEqualTo(1);
        assertThat(Samples.<UUID>query("select event_id from feedback where tenant_id = ?", project.tenant()))
                .isEqualTo(bobs);
        assertThat(count("feedback")).isEqualTo(1);
        assertThat(count("unprocessed_event")).isEqualTo(1);
        assertThat(Samples.<String>query(
                        "select string_agg(key || '=' || value, ' ') from issue_tag where tenant_id = ?",
                        project.tenant()))
                .isEqualTo("area=42");
        assertThat(Samples.<Long>query("select person from issue_user where tenant_id = ?", project.tenant()))
                .isEqualTo(PersonHash.of("id:43"));
        assertThat(Samples.<String>query(
                        "select concat_ws(' ', event_count, user_count, first_seen at time zone 'UTC') from issue"
                                + " where id = ?",
                        issue))
                .isEqualTo("5 7 2026-01-02 03:04:05");
        owner.api()
                .get(api + "/" + id)
                .then()
                .statusCode(200)
                .body("removed", equalTo(5))
                .body("finishedAt", notNullValue());
    }

    /** Ids are the senders' word: an event of somebody else may have the same, of another day. */
    @Test
    void anotherEventOfTheSameIdStays() {
        var unread = raw("{\"user\":{\"email\":\"ada@example.org\"}}");
        var read = event(past, ADA);
        for (var theirs : new UUID[] {unread, read}) {
            Samples.execute("update event set event_id = ? where event_id = ?", theirs, event(now, BOB));
            file(theirs);
            feedback(UUID.randomUUID(), theirs, "somebody@example.org");
        }

        done(ask("email", "ada@example.org"));

        assertThat(count("unprocessed_event")).isZero();
        assertThat(Samples.<Long>query(
                        "select count(*) from event where project_id = ? and event_id in (?, ?) and received_at > ?",
                        project.id(),
                        unread,
                        read,
                        past.plusSeconds(1).atOffset(ZoneOffset.UTC)))
                .isEqualTo(2);
        assertThat(count("event")).isEqualTo(2);
        assertThat(count("attachment")).isEqualTo(2);
        assertThat(count("feedback")).isEqualTo(2);
    }

    @Test
    void oneIsFoundHoweverManyWereAskedForSince() {
        var id = ask("id", "42");
        Samples.execute(
                "insert into erasure (tenant_id, kind, mark, finished_at) select ?, 'ID', 'm', now()"
                        + " from generate_series(1, 100)",
                project.tenant());

        owner.api().get(api + "/" + id).then().statusCode(200).body("kind", equalTo("id"));
    }

    @Test
    void ofLargeEventsFewerAreReadAtOnce() {
        var bytes = new byte[1 << 16];
        new Random(7).nextBytes(bytes);
        var large = OldEvents.event(
                project,
                issue,
                now,
                "test",
                null,
                "{\"id\":\"42\"},\"extra\":{\"x\":\"" + HexFormat.of().formatHex(bytes) + "\"}");
        Samples.execute("""
                insert into event select (jsonb_populate_record(e, jsonb_build_object('event_id', gen_random_uuid()))).*
                from event e, generate_series(1, 499) where e.event_id = ?""", large);
        var subject = new Subject(Subject.Kind.ID, "42");

        var read = CurrentTenant.as(
                project.tenant(),
                () -> sql.events(
                        project.tenant(),
                        project.id(),
                        subject,
                        false,
                        past,
                        now.plusSeconds(60),
                        new UUID(0, 0),
                        500));

        assertThat(read).hasSizeBetween(1, 499).allMatch(ErasureSql.Named::theirs);
        done(ask("id", "42"));
        assertThat(count("event")).isZero();
    }

    /** They may be counted when their event is gone. */
    @Test
    void tagsOfTheirEventsDoNotComeBackWhenTheyAreCountedLate() throws Exception {
        var busy = Samples.project(project.organization(), "busy");
        new BatchWriter(database)
                .write(List.of(Submissions.of(busy, Submissions.event("Boom", "4711"))), BatchWriter.Counted.LATER);
        var id = ask("id", "4711");
        var running = CompletableFuture.runAsync(job::run, Thread::startVirtualThread);
        Awaitility.await().until(() -> count("event") == 0);

        Samples.execute(
                "update count_journal set written_at = now() - interval '2 minutes' where tenant_id = ?",
                project.tenant());
        late.adopt();

        running.join();
        done(id);
        assertThat(Samples.<Long>query(
                        "select count(*) from issue_user where tenant_id = ? and person = ?",
                        project.tenant(),
                        PersonHash.of("id:4711")))
                .isZero();
        assertThat(Samples.<Long>query("select event_count from issue where project_id = ?", busy.id()))
                .isEqualTo(1);
    }

    /** As whom they are counted only their events tell, and those are gone by then. */
    @Test
    void whoGoesOnForAnotherProcessRemovesThemFromAmongThePeopleToo() {
        var oldest = LocalDate.parse(Samples.<String>query("select min(day)::text from event_partitions() day"));
        event(oldest.atTime(12, 0).toInstant(ZoneOffset.UTC), ADA);
        Samples.execute("insert into issue_user values (?, ?, ?)", project.tenant(), issue, PersonHash.of("id:42"));
        var id = ask("email", "ada@example.org");
        var ending = new ErasureJob(sql, unprocessed);
        ending.stop(new ShutdownEvent());

        ending.run();

        Awaitility.await().until(() -> count("event") == 0);
        done(id);
        assertThat(count("issue_user")).isZero();
        assertThat(count("erasure_person")).isZero();
    }

    @Test
    void anAddressMayBeSharedByMany() {
        var shared = 1200;
        for (int n = 0; n < shared; n++) {
            event(now, "{\"id\":\"shared-" + n + "\",\"email\":\"all@example.org\"}");
            Samples.execute(
                    "insert into issue_user values (?, ?, ?)",
                    project.tenant(),
                    issue,
                    PersonHash.of("id:shared-" + n));
        }
        Samples.execute(
                "insert into issue_user values (?, ?, ?)", project.tenant(), issue, PersonHash.of("id:somebody"));
        var id = ask("email", "all@example.org");

        done(id);

        assertThat(count("event")).isZero();
        assertThat(Samples.<Long>query("select person from issue_user where tenant_id = ?", project.tenant()))
                .isEqualTo(PersonHash.of("id:somebody"));
        assertThat(count("erasure_person")).isZero();
    }

    /** Two that count what they remove would count it twice. */
    @Test
    void itIsOneProcessesBusinessUntilThatFallsSilent() {
        var id = ask("id", "7");
        Samples.execute("update erasure set leased_until = now() + interval '1 minute' where id = ?", id);

        job.run();

        assertThat(Samples.<String>query("select finished_at::text from erasure where id = ?", id))
                .isNull();
        Samples.execute("update erasure set leased_until = now() - interval '1 second' where id = ?", id);
        done(id);
    }

    /** Afterwards nothing that we keep says whom it was about, but for those who know already. */
    @Test
    void theirNameIsForgottenWithThem() {
        var id = ask("id", "4711-secret");
        var audited = Samples.<String>query(
                "select concat_ws(' ', actor, target, detail) from audit_entry where tenant_id = ? and action ="
                        + " 'person.erase'",
                project.tenant());
        assertThat(audited)
                .contains(new Subject(Subject.Kind.ID, "4711-secret").mark())
                .doesNotContain("4711");

        done(id);

        assertThat(Samples.<String>query("select subject from erasure where id = ?", id))
                .isNull();
        owner.page()
                .get(page)
                .then()
                .statusCode(200)
                .body(containsString(new Subject(Subject.Kind.ID, "4711-secret").mark()))
                .body(not(containsString("4711-secret")));
    }

    @Test
    void ofOneProjectWhereThatWasAsked() {
        var other = Samples.project(project.organization(), "other");
        var theirs = OldEvents.event(other, OldEvents.issue(other, 1, 1), now, "test", null, ADA);
        var here = event(now, ADA);
        var foreign = Samples.project();
        var foreignEvent = OldEvents.event(foreign, OldEvents.issue(foreign, 1, 1), now, "test", null, ADA);

        owner.page()
                .formParam("kind", "id")
                .formParam("value", "42")
                .formParam("project", "web")
                .post(page)
                .then()
                .statusCode(303);
        done(Samples.<Long>query("select max(id) from erasure where tenant_id = ?", project.tenant()));

        assertThat(exists(here)).isFalse();
        assertThat(exists(theirs)).isTrue();
        assertThat(exists(foreignEvent)).isTrue();
    }

    private long ask(String kind, String value) {
        return owner.api()
                .contentType("application/json")
                .body("{\"kind\":\"" + kind + "\",\"value\":\"" + value + "\"}")
                .post(api)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /** A run of the application's own may have begun first. */
    private void done(long id) {
        job.run();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Samples.query("select finished_at from erasure where id = ?", id) != null);
    }

    private UUID event(Instant at, String user) {
        return OldEvents.event(project, issue, at, "test", null, user);
    }

    private void file(UUID event) {
        StoredBeside.file(project, event);
    }

    private void feedback(UUID id, UUID event, String email) {
        StoredBeside.feedback(project, id, event, email);
    }

    private UUID raw(String json) {
        return Samples.query(
                "insert into unprocessed_event (tenant_id, project_id, key_id, event_id, received_at, error, raw)"
                        + " values (?, ?, ?, gen_random_uuid(), now(), 'x', convert_to(?, 'UTF8')) returning event_id",
                project.tenant(),
                project.id(),
                project.keyId(),
                json);
    }

    private void tag(String key, String value) {
        Samples.execute(
                "insert into issue_tag (tenant_id, issue_id, key, value, quantity, last_seen) values (?, ?, ?, ?, 1, now())",
                project.tenant(),
                issue,
                key,
                value);
    }

    private long count(String table) {
        return Samples.<Long>query("select count(*) from " + table + " where tenant_id = ?", project.tenant());
    }

    private static boolean exists(UUID event) {
        return Samples.<Boolean>query("select exists(select from event where event_id = ?)", event);
    }
}
