package tocsin.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Random random = new Random(7);

    @Test
    void eachWaitIsAboutTwiceAsLongUpToAnHour() {
        for (var failures = 1; failures < 60; failures++) {
            var whole = Math.min(3_600_000L, failures > 20 ? Long.MAX_VALUE : 5_000L << failures - 1);
            for (var time = 0; time < 50; time++) {
                assertThat(Backoff.after(failures, random).toMillis()).isBetween(whole / 2, whole);
            }
        }
    }

    @Test
    void thoseWhoFailTogetherDoNotComeBackTogether() {
        var waits = new HashSet<Duration>();
        for (var time = 0; time < 100; time++) {
            waits.add(Backoff.after(5, random));
        }

        assertThat(waits).hasSizeGreaterThan(90);
    }
}
