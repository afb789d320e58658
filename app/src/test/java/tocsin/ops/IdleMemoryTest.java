package tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {

    private static final long MEBIBYTE = 1 << 20;

    private final AtomicLong used = new AtomicLong(80 * MEBIBYTE);
    private final AtomicInteger collections = new AtomicInteger();
    private final IdleMemory memory = new IdleMemory(used::get, () -> {
        collections.incrementAndGet();
        used.set(40 * MEBIBYTE);
    });

    @Test
    void whatAStartLeftIsCollectedWhenItIsOver() {
        memory.look();
        allocate(20);
        memory.look();
        assertThat(collections).hasValue(0);

        allocate(1);
        memory.look();

        assertThat(collections).hasValue(1);
    }

    @Test
    void underLoadTheCollectorIsLeftAlone() {
        for (var look = 0; look < 20; look++) {
            allocate(look % 4 == 3 ? -60 : 20);
            memory.look();
        }

        assertThat(collections).hasValue(0);
    }

    @Test
    void littleIsNotWorthIt() {
        memory.look();
        memory.look();
        assertThat(collections).hasValue(1);

        for (var look = 0; look < 11; look++) {
            allocate(1);
            memory.look();
        }
        assertThat(collections).hasValue(1);
        allocate(1);
        memory.look();
        assertThat(collections).hasValue(2);
    }

    private void allocate(long mebibytes) {
        used.addAndGet(mebibytes * MEBIBYTE);
    }
}
