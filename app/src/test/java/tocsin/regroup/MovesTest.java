package tocsin.regroup;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.issue.Merging.eventsOf;
import static tocsin.issue.Merging.numbers;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.issue.Merging;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Events that follow their keys to another issue, whatever happens on their way. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class MovesTest {

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
                .map(type -> CompletableFuture.runAsync(() -> {
                    while (!stop.get()) {
                        web.send(type, "user" + sent.get() % 7, "shop");
                        sent.incrementAndGet();
                    }
                }))
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
}
