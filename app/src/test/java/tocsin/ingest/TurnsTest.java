package tocsin.ingest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Turns.Whose FIRST = new Turns.Whose("first", 1);
    private static final Turns.Whose FLOOD = new Turns.Whose("flood", 2);
    private static final Turns.Whose BESIDE = new Turns.Whose("flood", 3);
    private static final Turns.Whose A = new Turns.Whose("a", 4);
    private static final Turns.Whose B = new Turns.Whose("b", 5);

    private final Turns one = new Turns(1, "turns-one-");
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begin = new CountDownLatch(1);

    @AfterEach
    void stop() {
        begin.countDown();
        one.stop();
    }

    @Test
    void aFloodWaitsBehindItself() {
        hold();
        for (var i = 0; i < 1_000; i++) {
            one.execute(FLOOD, () -> done.add("flood"));
        }
        one.execute(A, () -> done.add("a1"));
        one.execute(B, () -> done.add("b1"));
        one.execute(A, () -> done.add("a2"));
        begin.countDown();

        await().until(() -> done.size() == 1_003);
        assertThat(List.copyOf(done).subList(0, 6)).containsExactly("flood", "a1", "b1", "flood", "a2", "flood");
    }

    @Test
    void aTenantsOwnProjectsTakeTurnsWithinItsTurn() {
        hold();
        for (var i = 0; i < 3; i++) {
            one.execute(FLOOD, () -> done.add("flood"));
        }
        one.execute(BESIDE, () -> done.add("beside"));
        one.execute(A, () -> done.add("a1"));
        one.execute(A, () -> done.add("a2"));
        one.execute(A, () -> done.add("a3"));
        begin.countDown();

        await().until(() -> done.size() == 7);
        assertThat(done).containsExactly("flood", "a1", "beside", "a2", "flood", "a3", "flood");
    }

    @Test
    void eachIsServedInTheOrderOfComing() {
        hold();
        for (var i = 0; i < 5; i++) {
            var number = i;
            one.execute(A, () -> done.add("a" + number));
        }
        begin.countDown();

        await().until(() -> done.size() == 5);
        assertThat(done).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    void whatFailsTakesNobodyWithIt() {
        one.execute(A, () -> {
            throw new IllegalStateException("meant to fail");
        });
        one.execute(A, () -> {
            throw new StackOverflowError("meant to fail");
        });
        one.execute(A, () -> done.add("after"));

        await().until(() -> done.size() == 1);
    }

    @Test
    void theEndComesAfterWhatWaits() {
        hold();
        one.execute(A, () -> done.add("waited"));
        one.stop();
        assertThatThrownBy(() -> one.execute(A, () -> done.add("late"))).isInstanceOf(RejectedExecutionException.class);
        begin.countDown();

        await().until(() -> done.size() == 1);
        assertThat(done).containsExactly("waited");
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        var many = new Turns(4, "turns-many-");
        var count = new AtomicInteger();
        var senders = new Thread[8];
        for (var i = 0; i < senders.length; i++) {
            var name = new Turns.Whose("tenant-" + i % 3, i);
            senders[i] = Thread.ofPlatform().start(() -> {
                for (var piece = 0; piece < 5_000; piece++) {
                    many.execute(name, count::incrementAndGet);
                }
            });
        }
        for (var sender : senders) {
            sender.join();
        }

        await().atMost(10, SECONDS).until(() -> count.get() == 40_000);
        many.stop();
    }

    /** Until all that is to be ordered waits. */
    private void hold() {
        var held = new CountDownLatch(1);
        one.execute(FIRST, () -> {
            held.countDown();
            try {
                begin.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
