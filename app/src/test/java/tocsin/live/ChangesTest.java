package tocsin.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without waiting: it is called once a second, and here as often as the test says. */
class ChangesTest {

    private final Changes changes = new Changes();
    private final AssertSubscriber<Boolean> stream =
            changes.of("acme", Set.of(1L)).subscribe().withSubscriber(AssertSubscriber.create(100));

    @Test
    void aSilentStreamGetsASignOfLifeEveryTwentySeconds() {
        for (int second = 1; second < 20; second++) {
            changes.tick();
        }
        assertThat(stream.getItems()).isEmpty();

        changes.tick();
        assertThat(stream.getItems()).containsExactly(false);

        for (int second = 1; second <= 20; second++) {
            changes.tick();
        }
        assertThat(stream.getItems()).containsExactly(false, false);
    }

    @Test
    void manyChangesWithinASecondAreOneAndForeignOnesNone() {
        changes.heard("acme:1");
        changes.heard("acme:1");
        changes.heard("acme:2");
        changes.tick();
        changes.heard("globex:1");
        changes.tick();

        assertThat(stream.getItems()).containsExactly(true);
    }

    @Test
    void whenTheServerIsToldToStopEveryStreamEnds() {
        changes.end(new ShutdownDelayInitiatedEvent());

        stream.assertCompleted();
    }
}
