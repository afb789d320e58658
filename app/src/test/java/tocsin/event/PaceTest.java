package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong();
    private final List<Long> rests = new ArrayList<>();

    @Test
    void afterEachPieceItRestsNineTimesAsLong() {
        var pieces = List.of(3L, 10L, 1L).iterator();
        var pace = new Pace(now::get, nanos -> rests.add(nanos));

        var done = pace.work(() -> {
            now.addAndGet(pieces.next());
            return pieces.hasNext();
        });

        assertThat(done).isTrue();
        assertThat(rests).containsExactly(27L, 90L, 9L);
    }

    @Test
    void itRestsNeverLongerThanItsTurnLasts() {
        var pace = new Pace(now::get, nanos -> rests.add(nanos));

        pace.work(() -> now.addAndGet(Duration.ofHours(1).toNanos()) < 0);

        assertThat(rests).containsExactly(Duration.ofMinutes(4).toNanos());
    }

    @Test
    void whoIsToEndStartsNoOtherPiece() {
        var pace = new Pace(now::get, nanos -> false);

        assertThat(pace.work(() -> now.incrementAndGet() > 0)).isFalse();
        assertThat(now).hasValue(1);
    }
}
