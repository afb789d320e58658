package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HyperLogLogTest {

    @Test
    void estimatesWithinThreePercent() {
        for (int people : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            var sketch = new HyperLogLog();
            for (int i = 0; i < people; i++) {
                sketch.add(PersonHash.of("id:" + i));
            }

            assertThat((double) sketch.estimate()).isCloseTo(people, within(people * 0.05));
        }
    }

    @Test
    void thoseSeenBeforeChangeNothing() {
        var sketch = new HyperLogLog();
        sketch.add(PersonHash.of("id:7"));

        assertThat(sketch.add(PersonHash.of("id:7"))).isFalse();
        assertThat(sketch.estimate()).isEqualTo(1);
    }

    @Test
    void goesOnFromItsRegisters() {
        var first = new HyperLogLog();
        first.add(PersonHash.of("id:1"));
        var second = new HyperLogLog(first.registers());
        second.add(PersonHash.of("id:2"));

        assertThat(first.estimate()).isEqualTo(1);
        assertThat(second.estimate()).isEqualTo(2);
        assertThatThrownBy(() -> new HyperLogLog(new byte[3])).isInstanceOf(IllegalArgumentException.class);
    }
}
