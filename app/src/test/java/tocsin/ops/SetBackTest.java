package tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.scheduler.common.runtime.SchedulerContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SetBackTest {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    @Inject
    SchedulerContext jobs;

    @Inject
    Scheduler scheduler;

    /** One of our own, which nobody shows the real clock. */
    private SetBack setBack;

    @BeforeEach
    void lookFirst() {
        setBack = new SetBack(jobs, scheduler, null);
        setBack.look(System.currentTimeMillis(), System.nanoTime());
    }

    /** Jobs are as they were, for the tests after this one, some of which pause them. */
    @AfterEach
    void asBefore() {
        anew().forEach(job -> {
            scheduler.unscheduleJob(job);
            scheduler.resume(job.replace(SetBack.ANEW, ""));
        });
    }

    @Test
    void jobsBeginAnewWhenTheClockIsSetBack() {
        // Some tests pause a job for good; what is paused stays so.
        var before = names().stream().filter(job -> !scheduler.isPaused(job)).toList();

        setBack.look(System.currentTimeMillis() - HOUR, System.nanoTime());

        assertThat(anew()).hasSameSizeAs(before);
        assertThat(before).allMatch(scheduler::isPaused);
        await().until(() -> scheduler.getScheduledJob("outbox" + SetBack.ANEW).getPreviousFireTime() != null);
    }

    @Test
    void whenItIsSetBackAgainTheyBeginAgain() {
        setBack.look(System.currentTimeMillis() - HOUR, System.nanoTime());
        var first = scheduler.getScheduledJob("outbox" + SetBack.ANEW);

        setBack.look(System.currentTimeMillis() - 2 * HOUR, System.nanoTime());

        assertThat(scheduler.getScheduledJob("outbox" + SetBack.ANEW)).isNotSameAs(first);
        assertThat(anew()).doesNotHaveDuplicates().contains("refusals" + SetBack.ANEW);
    }

    @Test
    void forwardsAndALittleBackIsNothingToThem() {
        setBack.look(System.currentTimeMillis() - 2_000, System.nanoTime());
        setBack.look(System.currentTimeMillis() + HOUR, System.nanoTime());

        assertThat(anew()).isEmpty();
    }

    /** What a job does takes as long as it takes, whatever its clock says. */
    @Test
    void aRunThatLastsKeepsTheNewJobFromRunningBesideIt() {
        Lasting.wanted = true;
        setBack.look(System.currentTimeMillis() - HOUR, System.nanoTime());
        await().until(() -> Lasting.RUNS.get() == 1);

        setBack.look(System.currentTimeMillis() - 2 * HOUR, System.nanoTime());

        var anew = "lasting" + SetBack.ANEW;
        await().until(() -> scheduler.getScheduledJob(anew).getPreviousFireTime() != null);
        await().during(Duration.ofMillis(500)).until(() -> Lasting.RUNS.get() == 1);
        Lasting.END.countDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> Lasting.RUNS.get() > 1);
    }

    /** A job that lasts. */
    @ApplicationScoped
    static class Lasting {

        static volatile boolean wanted;
        static final AtomicInteger RUNS = new AtomicInteger();
        static final CountDownLatch END = new CountDownLatch(1);

        @Scheduled(every = "2s", delayed = "1h", identity = "lasting")
        @Blocking
        void run() throws InterruptedException {
            if (wanted) {
                RUNS.incrementAndGet();
                END.await(30, TimeUnit.SECONDS);
            }
        }
    }

    private List<String> names() {
        return scheduler.getScheduledJobs().stream().map(Trigger::getId).toList();
    }

    private List<String> anew() {
        return names().stream().filter(name -> name.endsWith(SetBack.ANEW)).toList();
    }
}
