package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class YoungGenerationTest {

    private final Incoming incoming = new Incoming();
    private final ArrayList<Long> mebibytes = new ArrayList<>();
    private final YoungGeneration young = new YoungGeneration(incoming, size -> mebibytes.add(size >> 20));

    @Test
    void itGrowsWithTheLoadAndShrinksWhenItIsLongOver() {
        second(199);
        assertThat(mebibytes).isEmpty();

        second(200);
        second(5_000);
        assertThat(mebibytes).containsExactly(32L);

        for (var i = 0; i < 29; i++) {
            second(0);
        }
        second(300);
        for (var i = 0; i < 29; i++) {
            second(10);
        }
        assertThat(mebibytes).containsExactly(32L);

        second(10);
        for (var i = 0; i < 100; i++) {
            second(0);
        }
        assertThat(mebibytes).containsExactly(32L, 20L);

        second(200);
        assertThat(mebibytes).containsExactly(32L, 20L, 32L);
    }

    private void second(int requests) {
        for (var i = 0; i < requests; i++) {
            incoming.begin();
            incoming.end();
        }
        young.fit();
    }
}
