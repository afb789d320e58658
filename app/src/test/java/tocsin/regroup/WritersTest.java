package tocsin.regroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static tocsin.issue.Merging.eventsOf;
import static tocsin.issue.Merging.numbers;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.issue.Merging;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Whoever makes issues one, or takes them apart, keeps nobody's events waiting for longer than a moment. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class WritersTest {

    private final Merging web = new Merging();
    private final Merging other = new Merging();

    @Test
    void aMergeThatWaitsForNumbersKeepsNoEventWaiting() throws Exception {
        var issues = web.apart();

        var answer = whileLocked(
                "select from issue where id = ? for no key update",
                issues.parent(),
                () -> web.merge(issues.child(), issues.parent()));

        answer.statusCode(409).body(containsString("try again"));
        web.merge(issues.child(), issues.parent()).statusCode(200);
        assertThat(numbers(issues.parent())).isEqualTo("4 events, 2 users, 4 in hours, tags depot=2 shop=2");
    }

    @Test
    void keysThatWaitForNumbersKeepNoEventWaiting() throws Exception {
        var issues = web.twoAsOne();
        var key = Samples.<String>query(
                "select encode(key, 'hex') from issue_key where home_id = ? and role = 'PRIMARY'", issues.child());

        var answer = whileLocked("select from issue where id = ? for no key update", issues.parent(), () -> web.reader
                .api()
                .queryParam("id", key)
                .delete("/api/0/issues/" + issues.parent() + "/hashes/")
                .then());

        answer.statusCode(409).body(containsString("try again"));
    }

    @Test
    void whatAMergeBroughtIsTakenAwayWhileEventsCome() throws Exception {
        var issues = web.twoAsOne();

        var answer = whileLocked(
                "select from issue_hour where issue_id = ? for update",
                issues.parent(),
                () -> web.undo(issues.parent()));

        answer.statusCode(200);
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(numbers(issues.child()))
                .isEqualTo("1 events, 1 users, 1 in hours, tags shop=1"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(numbers(issues.parent()))
                .isEqualTo("3 events, 2 users, 3 in hours, tags depot=2 shop=1"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> eventsOf(issues.child()) == 1);
    }

    @Test
    void untilItsKeysLeadBackAnIssueIsLeftAsItIs() throws Exception {
        var issues = web.twoAsOne();
        web.send("Third", "ada", "shop");
        var third = web.issue("Third");

        var answer = whileLocked(
                "select from issue_hour where issue_id = ? for update",
                issues.parent(),
                () -> web.undo(issues.parent()),
                () -> {
                    web.merge(third, issues.child()).statusCode(409);
                    web.reader
                            .api()
                            .delete("/api/0/issues/" + issues.child() + "/")
                            .then()
                            .statusCode(409);
                });

        answer.statusCode(200);
    }

    private ValidatableResponse whileLocked(String lock, long issue, Supplier<ValidatableResponse> change)
            throws Exception {
        return whileLocked(lock, issue, change, () -> {});
    }

    /** What becomes of a change that meets the lock, while an event of somebody else's is sent. */
    private ValidatableResponse whileLocked(
            String lock, long issue, Supplier<ValidatableResponse> change, Runnable meanwhile) throws Exception {
        try (var writer = Postgres.superuser()) {
            writer.setAutoCommit(false);
            try (var statement = writer.prepareStatement(lock)) {
                statement.setLong(1, issue);
                statement.execute();
            }
            var changed = CompletableFuture.supplyAsync(change, WritersTest::run);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> changed.isDone() || isWaiting(writer));
            CompletableFuture.runAsync(() -> other.send("Boom", "ada", "shop"), WritersTest::run)
                    .get(3, TimeUnit.SECONDS);
            meanwhile.run();
            changed.get(20, TimeUnit.SECONDS);
            writer.rollback();
            return changed.join();
        }
    }

    private static boolean isWaiting(Connection writer) throws SQLException {
        try (var statement = writer.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where pg_backend_pid() = any(pg_blocking_pids(pid))")) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }

    /** The common pool has a single thread where there are two processors. */
    private static void run(Runnable work) {
        Thread.startVirtualThread(work);
    }
}
