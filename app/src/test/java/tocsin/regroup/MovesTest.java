package tocsin.regroup;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.issue.Merging.eventsOf;
import static tocsin.issue.Merging.numbers;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.issue.Merging;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Events that follow their keys to another issue, whatever happens on their way. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class MovesTest {

    @Inject
    Moves moves;

    @Inject
    MoveSql sql;

    @Inject
    MovingEventSql events;

    @Inject
    MoveJob job;

    private final Merging web = new Merging();

    @Test
    void noEventIsLostWhileIssuesAreMergedAndPartedUnderLoad() {
        web.send("Boom", "ada", "shop");
        web.send("Bang", "ada", "shop");
        web.send("Bang", "ada", "shop");
        var boom = web.issue("Boom");
        var bang = web.issue("Bang");
        var sent = new AtomicInteger(3);
        var stop = new AtomicBoolean();
        var senders = List.of("Boom", "Bang", "Boom").stream()
                .map(type -> CompletableFuture.runAsync(
                        () -> {
                            while (!stop.get()) {
                                web.send(type, "user" + sent.get() % 7, "shop");
                                sent.incrementAndGet();
                            }
                        },
                        MovesTest::run))
                .toList();
        try {
            for (var round = 0; round < 3; round++) {
                web.merge(boom, bang).statusCode(200);
                var so = sent.get();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> sent.get() > so + 10);
                var whole = Samples.<Long>query(
                        "select into_id from issue_merge where project_id = ? and undone_at is null", web.project.id());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> web.undo(whole).extract().statusCode() == 200);
            }
        } finally {
            stop.set(true);
        }
        senders.forEach(CompletableFuture::join);

        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(Samples.<Long>query(
                            "select count(*) from issue_move where project_id = ? and done_at is null",
                            web.project.id()))
                    .isZero();
            assertThat(Samples.<Long>query("select count(*) from event where project_id = ?", web.project.id()))
                    .isEqualTo(sent.get());
            assertThat(Samples.<Number>query(
                                    "select sum(event_count) from issue where project_id = ?", web.project.id())
                            .longValue())
                    .isEqualTo(sent.get());
        });
        for (var issue : List.of(boom, bang)) {
            assertThat(numbers(issue))
                    .startsWith(eventsOf(issue) + " events, ")
                    .contains(eventsOf(issue) + " in hours");
            assertThat(Samples.<Long>query("select count(distinct title) from event where issue_id = ?", issue))
                    .as("each event is with its own")
                    .isEqualTo(1);
        }
        assertThat(Samples.<Long>query("select count(*) from issue where project_id = ?", web.project.id()))
                .isEqualTo(2);
    }

    /** Whoever deletes the junk that is left may be faster than the events that leave it. */
    @Test
    void whatLeavesAnIssueIsNotDeletedWithIt() {
        var issues = web.twoAsOne();
        var late = uncounted();
        web.undo(issues.parent()).statusCode(200);
        assertThat(eventsOf(issues.child())).isZero();

        delete(issues.parent());
        counted(late);

        awaitGone(issues.parent());
        assertThat(numbers(issues.child())).isEqualTo("1 events, 1 users, 1 in hours, tags shop=1");
        assertThat(eventsOf(issues.child())).isEqualTo(1);
        assertThat(eventsOfAll()).isEqualTo(1);
    }

    @Test
    void whatArrivesAtADeletedIssueGoesWithIt() {
        var issues = web.twoAsOne();
        var late = uncounted();
        web.undo(issues.parent()).statusCode(200);

        delete(issues.child());
        counted(late);

        awaitGone(issues.child());
        assertThat(numbers(issues.parent())).isEqualTo("3 events, 2 users, 3 in hours, tags depot=2 shop=1");
        assertThat(eventsOfAll()).isEqualTo(3);
    }

    @Test
    void aMergeIsCountedOnceThoughTwoWaitedToCountIt() {
        var issues = web.apart();
        var late = uncounted();
        web.merge(issues.child(), issues.parent()).statusCode(200);

        var turns = new ArrayList<CompletableFuture<Void>>();
        for (var i = 0; i < 2; i++) {
            Samples.execute("update issue_move set leased_until = null where project_id = ?", web.project.id());
            turns.add(CompletableFuture.runAsync(
                    () -> as(() -> moves.work(web.project.tenant(), web.project.id(), Duration.ofSeconds(20))),
                    MovesTest::run));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> turns.getLast().isDone()
                            || Samples.<Boolean>query(
                                    "select leased_until is not null from issue_move where project_id = ? and done_at is null",
                                    web.project.id()));
        }
        counted(late);
        turns.forEach(CompletableFuture::join);

        awaitAtRest();
        assertThat(numbers(issues.parent())).isEqualTo("4 events, 2 users, 4 in hours, tags depot=2 shop=2");
    }

    @Test
    void whoWasTooSlowIsNoLongerIt() {
        var issues = web.apart();
        var late = uncounted();
        web.merge(issues.child(), issues.parent()).statusCode(200);
        var tenant = web.project.tenant();

        var slow = taken();
        Samples.execute("update issue_move set leased_until = null where project_id = ?", web.project.id());
        var next = taken();

        as(() -> {
            assertThat(sql.keep(tenant, slow)).isFalse();
            assertThat(sql.counted(tenant, slow)).isFalse();
            sql.done(tenant, slow);
            sql.leave(tenant, slow);
            assertThat(sql.take(tenant, web.project.id())).as("the other's").isEmpty();
            assertThat(sql.keep(tenant, next)).isTrue();
            assertThat(sql.counted(tenant, next)).isTrue();
            assertThat(sql.counted(tenant, next)).as("once").isFalse();
            return null;
        });
        counted(late);
    }

    @Test
    void whatWaitsForItsNumbersHoldsUpNobodyElse() throws Exception {
        var waiting = web.apart();
        var late = uncounted();
        web.merge(waiting.child(), waiting.parent()).statusCode(200);
        var other = new Merging();
        var otherLate = uncounted(other);
        var issues = other.twoAsOne();
        counted(otherLate);

        CompletableFuture.runAsync(job::run, MovesTest::run).get(20, TimeUnit.SECONDS);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Samples.<Boolean>query(
                        "select leased_until is null from issue_move where project_id = ? and done_at is null",
                        web.project.id()));

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(numbers(issues.parent()))
                .isEqualTo("4 events, 2 users, 4 in hours, tags depot=2 shop=2"));
        assertThat(eventsOf(waiting.parent())).as("still waiting").isEqualTo(3);
        counted(late);
        awaitAtRest();
        assertThat(eventsOf(waiting.parent())).isEqualTo(4);
    }

    @Test
    void anEventThatRetentionMovesMeanwhileIsNotLeftBehind() throws Exception {
        var issues = web.twoAsOne();
        try (var retention = Postgres.superuser()) {
            retention.setAutoCommit(false);
            try (var move = retention.prepareStatement("""
                    with gone as (delete from event where project_id = ? and title like 'Boom%' returning event as row)
                    insert into event select (jsonb_populate_record(row, '{"kept": true}')).* from gone""")) {
                move.setLong(1, web.project.id());
                assertThat(move.executeUpdate()).isEqualTo(1);
            }
            var undone =
                    CompletableFuture.runAsync(() -> web.undo(issues.parent()).statusCode(200), MovesTest::run);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Samples.<Long>query("select count(*) from pg_stat_activity where"
                                    + " wait_event_type = 'Lock' and query like 'update event e set issue_id%'")
                            > 0);
            retention.commit();
            undone.get(20, TimeUnit.SECONDS);
        }

        awaitAtRest();
        assertThat(eventsOf(issues.child())).isEqualTo(1);
        assertThat(numbers(issues.child())).isEqualTo("1 events, 1 users, 1 in hours, tags shop=1");
    }

    @Test
    void ofLargeEventsFewerAreReadAtOnce() {
        var bytes = new byte[1 << 16];
        new Random(7).nextBytes(bytes);
        web.send(Envelopes.exception("Boom", "it broke")
                .replaceFirst("\\{", "{\"extra\":{\"x\":\"" + HexFormat.of().formatHex(bytes) + "\"},"));
        var issue = web.issue("Boom");
        Samples.execute("""
                insert into event select (jsonb_populate_record(e, jsonb_build_object('event_id', gen_random_uuid()))).*
                from event e, generate_series(1, 499) where e.issue_id = ?""", issue);
        var key = Samples.<Long>query("select key_hash from event where issue_id = ? limit 1", issue);

        assertThat(piece(issue, List.of(key))).hasSizeBetween(1, 499).allMatch(MovingEvent::goes);
        assertThat(piece(issue, List.of(key + 1))).hasSize(500).noneMatch(MovingEvent::goes);
    }

    private List<MovingEvent> piece(long issue, List<Long> hashes) {
        var move = new Move(
                1, web.project.id(), Move.Kind.PART, issue, 2, null, List.of(), hashes, Instant.now(), false, null);
        return as(() -> events.piece(web.project.tenant(), move, null));
    }

    /** The common pool has a single thread where there are two processors. */
    private static void run(Runnable work) {
        Thread.startVirtualThread(work);
    }

    private Move taken() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> as(() -> sql.take(web.project.tenant(), web.project.id())), Optional::isPresent)
                .orElseThrow();
    }

    private <T> T as(Supplier<T> work) {
        return CurrentTenant.as(web.project.tenant(), work);
    }

    private void awaitAtRest() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> Samples.<Long>query(
                                "select count(*) from issue_move where project_id = ? and done_at is null",
                                web.project.id())
                        == 0);
    }

    private void delete(long issue) {
        web.reader.api().delete("/api/0/issues/" + issue + "/").then().statusCode(202);
    }

    /** A batch whose numbers are still to be added, as there are under load. */
    private long uncounted() {
        return uncounted(web);
    }

    private static long uncounted(Merging web) {
        return Samples.<Long>query(
                "insert into count_journal (tenant_id, format, counts) values (?, 1, '') returning id",
                web.project.tenant());
    }

    private static void counted(long batch) {
        Samples.execute("delete from count_journal where id = ?", batch);
    }

    private static void awaitGone(long issue) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> Samples.<Long>query("select count(*) from issue where id = ?", issue) == 0);
    }

    private long eventsOfAll() {
        return Samples.query("select count(*) from event where project_id = ?", web.project.id());
    }
}
