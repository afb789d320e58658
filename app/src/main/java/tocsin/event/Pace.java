package tocsin.event;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Does work in pieces and rests nine times as long after each, which leaves nine tenths of a processor to others. */
public final class Pace {

    private static final int REST = 9;

    /** However long a piece took: who waits for longer seems to be dead. */
    private static final long LONGEST = Duration.ofMinutes(4).toNanos();

    /** Waits so many nanoseconds; false when there will be no more work. */
    public interface Waiting {
        boolean rest(long nanos) throws InterruptedException;
    }

    private final LongSupplier clock;
    private final Waiting waiting;

    public Pace(LongSupplier clock, Waiting waiting) {
        this.clock = clock;
        this.waiting = waiting;
    }

    /** By the clock on the wall, until the latch opens. */
    public static Pace until(CountDownLatch end) {
        return new Pace(System::nanoTime, nanos -> !end.await(nanos, TimeUnit.NANOSECONDS));
    }

    /** Does pieces, each followed by a rest, as long as there are more; false when it was ended before. */
    public boolean work(BooleanSupplier more) {
        while (true) {
            var begun = clock.getAsLong();
            var left = more.getAsBoolean();
            if (!rested(Math.min(LONGEST, (clock.getAsLong() - begun) * REST))) {
                return false;
            }
            if (!left) {
                return true;
            }
        }
    }

    private boolean rested(long nanos) {
        try {
            return waiting.rest(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
