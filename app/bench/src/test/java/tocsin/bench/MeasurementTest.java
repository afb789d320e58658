package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void halfOfTheMaximumIsHalfOfWhatLeavesTheQueue() {
        assertThat(Measurement.half(5_000, 4_900)).isEqualTo(2_450);
        assertThat(Measurement.half(142, 49)).isEqualTo(24.5);
    }

    @Test
    void whoProcessesNothingIsStillSentSomething() {
        assertThat(Measurement.half(142, 0)).isEqualTo(1);
    }

    @Test
    void slowCommitsLeaveAShareOfTheRate() {
        assertThat(SlowCommits.percent(3_500.0, 5_000.0)).isEqualTo(70);
        assertThat(SlowCommits.percent(3_500.0, 0)).isPositive();
    }
}
