package tocsin.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 64, 128, 4096})
    void eachPlaceHoldsItsOwn(int size) {
        var slots = new Slots<Integer>(size);

        for (var place = 0; place < size; place++) {
            assertThat(slots.get(place)).isNull();
            assertThat(slots.put(place, place)).isNull();
        }

        assertThat(IntStream.range(0, size).mapToObj(slots::get))
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        assertThat(slots.put(size - 1, -1)).isEqualTo(size - 1);
        assertThat(slots.get(size - 1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 65_536, Integer.MAX_VALUE})
    void everyHashHasAPlace(int hash) {
        assertThat(new Slots<String>(256).place(hash)).isBetween(0, 255);
    }
}
