package tocsin.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures: twice as long each time, up to an hour, spread so that not all come at once. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofHours(1);

    private Backoff() {}

    public static Duration after(int failures, RandomGenerator random) {
        var doubled = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, 20));
        var millis = doubled.compareTo(MOST) < 0 ? doubled.toMillis() : MOST.toMillis();
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
