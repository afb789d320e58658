package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.digest.Submissions.event;
import static tocsin.digest.Submissions.number;
import static tocsin.digest.Submissions.of;
import static tocsin.digest.Submissions.waitingForRounds;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** What is written together, and how long that it was written is known. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class RoundsTest {

    @Inject
    Digester digester;

    @Inject
    DigestConfig config;

    @Inject
    RoundJob job;

    private final Samples.Project project = Samples.project();

    /** While a batch is being written the next one forms, of all that came meanwhile. */
    @Test
    void thoseWhoComeAtOnceShareFewTransactions() throws Exception {
        var sent = new ArrayList<CompletableFuture<Fate>>();
        long before;
        try (var busy = Postgres.superuser();
                var statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("lock table digest_round in share row exclusive mode");
            before = Samples.<Long>query("select count(*) from digest_round");
            for (var writer = 1; writer <= config.writers(); writer++) {
                sent.add(digester.submit(of(project, event("Boom", "7"))));
                var waiting = (long) writer;
                await().atMost(Duration.ofSeconds(20)).until(() -> waitingForRounds() == waiting);
            }
            sent.addAll(IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(n -> digester.submit(of(project, event("Boom", "7"))))
                    .toList());
            busy.rollback();
        }

        assertThat(sent.stream().map(CompletableFuture::join)).containsOnly(Fate.WRITTEN);
        assertThat(number(project, "event", "count(*)")).isEqualTo(sent.size());
        assertThat(Samples.<Long>query("select count(*) from digest_round") - before)
                .as("one for each writer, one for all the others, and what else was to be written")
                .isLessThanOrEqualTo(config.writers() + 4);
    }

    /** A round is asked for again as long as a spool may wait for its host to be switched on. */
    @Test
    void roundsAreForgottenAfterAMonth() {
        Samples.execute("insert into digest_round (id, written_at) values"
                + " ('00000000-0000-0000-0000-00000000001f', now() - interval '31 days'),"
                + " ('00000000-0000-0000-0000-00000000001d', now() - interval '29 days')");
        try {
            job.forget();

            assertThat(Samples.<String>query("select string_agg(right(id::text, 2), ' ') from digest_round"
                            + " where id::text like '00000000-0000-0000-0000-%'"))
                    .isEqualTo("1d");
        } finally {
            Samples.execute("delete from digest_round where id::text like '00000000-0000-0000-0000-%'");
        }
    }
}
