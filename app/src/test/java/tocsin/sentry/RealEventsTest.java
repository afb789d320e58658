package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealEventsTest {

    private static final Received RECEIVED = Received.at(Instant.parse("2026-11-21T10:00:00Z"));

    static List<RealEvents.Sample> samples() {
        return RealEvents.all();
    }

    @Test
    void thereAreThoseOfThreeCollections() {
        assertThat(samples()).hasSize(92);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysWhatHappened(RealEvents.Sample sample) {
        var event = EventParser.parse(sample.json(), RECEIVED);

        assertThat(event.exceptions().isEmpty() && event.message() == null).isFalse();
        assertThat(event.timestamp()).isBefore(RECEIVED.at());
        assertThat(event.id()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isTheSameAfterWritingAndReading(RealEvents.Sample sample) {
        var event = EventParser.parse(sample.json(), RECEIVED);

        SameAgain.check(event);
    }

    @Test
    void aUserIdMayBeANumber() {
        var event = EventParser.parse(RealEvents.one("bugsink/user-id-as-int.json"), RECEIVED);

        assertThat(event.user().id()).matches("\\d+");
    }

    @Test
    void nothingOfTheFramesGetsLost() {
        var frames = samples().stream()
                .map(sample -> EventParser.parse(sample.json(), RECEIVED))
                .flatMap(event -> event.exceptions().stream())
                .flatMap(exception -> Stream.ofNullable(exception.stacktrace()))
                .mapToInt(stack -> stack.frames().size() + stack.trimmed())
                .sum();

        assertThat(frames).isEqualTo(2672);
    }
}
