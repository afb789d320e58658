package tocsin.ops;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.common.runtime.ScheduledInvoker;
import io.quarkus.scheduler.common.runtime.SchedulerContext;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Begins all jobs anew when the machine's clock was set back. Quarkus asks the calendar whether a job is due, so a job
 * would wait until the time comes again at which it ran last: mails, deliveries and counts for an hour, or for a day.
 */
@ApplicationScoped
class SetBack {

    static final String ANEW = "-anew";

    private static final Logger LOG = Logger.getLogger(SetBack.class);
    private static final long LOOK_MILLIS = 1_000;
    /** Less than that is not worth it; the jobs come as much later. */
    private static final long STEP_MILLIS = 5_000;

    private final SchedulerContext jobs;
    private final Scheduler scheduler;
    private final Vertx vertx;
    private final Set<String> begun = new HashSet<>();
    /** How far the calendar is ahead of the clock that measures durations, which nobody sets. */
    private long aheadMillis = Long.MIN_VALUE;

    SetBack(SchedulerContext jobs, Scheduler scheduler, Vertx vertx) {
        this.jobs = jobs;
        this.scheduler = scheduler;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(LOOK_MILLIS, timer -> look(System.currentTimeMillis(), System.nanoTime()));
    }

    synchronized void look(long calendarMillis, long nanos) {
        var ahead = calendarMillis - TimeUnit.NANOSECONDS.toMillis(nanos);
        if (aheadMillis != Long.MIN_VALUE && ahead < aheadMillis - STEP_MILLIS && scheduler.isStarted()) {
            LOG.warnf("The clock was set back by %d seconds; jobs begin anew", (aheadMillis - ahead) / 1_000);
            aheadMillis = ahead;
            beginAnew();
        }
        aheadMillis = ahead;
    }

    private void beginAnew() {
        for (var method : jobs.getScheduledMethods()) {
            var invoker = jobs.createInvoker(method.getInvokerClassName());
            for (var schedule : method.getSchedules()) {
                beginAnew(schedule, invoker);
            }
        }
    }

    /** A job keeps the time at which it ran last for itself, so another one takes its place. */
    private void beginAnew(Scheduled schedule, ScheduledInvoker invoker) {
        var name = schedule.identity();
        if (begun.contains(name)) {
            scheduler.unscheduleJob(name + ANEW);
        } else if (scheduler.isPaused(name)) {
            return;
        }
        scheduler.pause(name);
        begun.add(name);
        scheduler
                .newJob(name + ANEW)
                .setInterval(schedule.every())
                .setConcurrentExecution(schedule.concurrentExecution())
                .setTask(execution -> run(invoker, execution))
                .schedule();
    }

    private static void run(ScheduledInvoker invoker, ScheduledExecution execution) {
        try {
            invoker.invoke(execution).toCompletableFuture().join();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
