package tocsin.ops;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.LongSupplier;

/**
 * Gives memory back when nothing happens. What a start or the last load left behind would lie there until the next load: a
 * collector has no reason to look while nobody asks for memory.
 */
@ApplicationScoped
class IdleMemory {

    /** Some ten events allocate as much. Who allocates no more between two looks, a few seconds apart, is idle. */
    private static final long CALM = 2L << 20;

    /** For less than that it is left: jobs and health checks of a minute leave as much. */
    private static final long WORTH = 12L << 20;

    private final LongSupplier usedBytes;
    private final Runnable collector;

    /** Unknown before the first look, so that the second is the first that can be calm. */
    private long before = Long.MIN_VALUE;

    /** What was left by the last collection. */
    private long left;

    @Inject
    IdleMemory() {
        this(() -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(), Runtime.getRuntime()::gc);
    }

    IdleMemory(LongSupplier usedBytes, Runnable collector) {
        this.usedBytes = usedBytes;
        this.collector = collector;
    }

    @Scheduled(every = "4s", identity = "idle-memory")
    synchronized void look() {
        var used = usedBytes.getAsLong();
        var isCalm = before != Long.MIN_VALUE && used >= before && used - before < CALM;
        before = used;
        if (isCalm && used - left >= WORTH) {
            collector.run();
            left = usedBytes.getAsLong();
            before = left;
        }
    }
}
