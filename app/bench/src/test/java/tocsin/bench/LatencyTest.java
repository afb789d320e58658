package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void aFastLoadMayBecomeSlowerByTwentyMilliseconds() {
        assertThat(broken(served(8_000, Map.of(200, 10L)), served(27_000, Map.of(200, 10L))))
                .isFalse();
        assertThat(broken(served(8_000, Map.of(200, 10L)), served(29_000, Map.of(200, 10L))))
                .isTrue();
    }

    @Test
    void aSlowLoadMayBecomeSlowerByHalf() {
        assertThat(Latency.allowed(60)).isEqualTo(90);
        assertThat(Latency.allowed(40)).isEqualTo(60);
        assertThat(Latency.allowed(0)).isEqualTo(20);
    }

    @Test
    void whoIsRefusedQuicklyDoesNotCountAsServedWell() {
        assertThat(broken(served(8_000, Map.of(200, 10L)), served(1_000, Map.of(200, 9L, 429, 1L))))
                .isTrue();
        assertThat(broken(served(8_000, Map.of(200, 10L)), served(1_000, Map.of(200, 9L, 0, 1L))))
                .isTrue();
    }

    @Test
    void whoSendsNothingShowsNothing() {
        assertThat(broken(served(8_000, Map.of(200, 10L)), new Served(Map.of(), new Histogram(3))))
                .isTrue();
    }

    private static boolean broken(Served before, Served beside) {
        var report = new Report();
        Served.compare("others", before, beside, report);
        return Report.isBroken(report.row());
    }

    private static Served served(long micros, Map<Integer, Long> answers) {
        var histogram = new Histogram(3);
        histogram.recordValue(micros);
        return new Served(answers, histogram);
    }
}
