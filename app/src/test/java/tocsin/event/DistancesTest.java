package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistancesTest {

    @Test
    void thePositionIsCountedFromTheFirstOfAllThatEverCame() {
        assertThat(new Distances(2, 1).position(4)).isEqualTo(3);
        // The others are past their time.
        assertThat(new Distances(0, 1).position(1_000)).isEqualTo(999);
        assertThat(new Distances(Distances.FAR, 3).position(1_000_000)).isEqualTo(999_997);
        assertThat(new Distances(7, Distances.FAR).position(1_000_000)).isEqualTo(8);
    }

    @Test
    void farFromBothEndsItIsUnknown() {
        assertThat(new Distances(Distances.FAR, Distances.FAR).position(1_000_000))
                .isZero();
    }

    @Test
    void aCountThatIsBehindNeverMakesItLessThanItIs() {
        assertThat(new Distances(2, 0).position(2)).isEqualTo(3);
    }
}
