package tocsin.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamEndTest {

    @Test
    void aStreamEndsAfterAWhileHoweverMuchThereIsToTell() {
        var busy = Multi.createFrom()
                .ticks()
                .every(Duration.ofMillis(20))
                .onOverflow()
                .drop();

        var told = LiveStream.ending(busy, Duration.ofMillis(500))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(told).isNotEmpty();
    }

    @Test
    void aStreamWithNothingToTellEndsAsWell() {
        var told = LiveStream.ending(Multi.createFrom().nothing(), Duration.ofMillis(100))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(told).isEmpty();
    }
}
