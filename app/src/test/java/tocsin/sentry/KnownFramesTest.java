package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.scrub.Scrubber;
import tocsin.sentry.RealEvents.Sample;

/** An event is the same whether its frames were known before or not. */
class KnownFramesTest {

    private static final Received RECEIVED = new Received(
            Instant.parse("2026-11-22T10:00:00Z"), null, null, UUID.fromString("2b6ee7b1-6c2c-4b06-8f7c-0b7d2a3f9d10"));

    private static final String PLAIN = "{\"function\":\"main\",\"lineno\":7,\"pre_context\":[\"a\",\"b\"]}";
    private static final String NUMBERLESS = "{\"filename\":\"<anonymous>\",\"function\":\"Array.forEach\"}";
    private static final String SECRET = "{\"function\":\"login\",\"vars\":{\"password\":\"correct horse\"}}";
    private static final String LONG = "{\"function\":\"" + "f".repeat(600) + "\"}";
    private static final String WRONG = "{\"function\":\"g\",\"lineno\":\"many\"}";

    private final KnownFrames known = new KnownFrames(1024);

    @ParameterizedTest
    @MethodSource("tocsin.sentry.RealEvents#all")
    void realEventsStayTheSame(Sample sample) {
        var unknown = parsed(sample.json(), null);
        for (var i = 0; i < 4; i++) {
            var event = parsed(sample.json(), known);
            assertThat(event).isEqualTo(unknown);
            assertThat(new String(EventWriter.write(event), UTF_8))
                    .isEqualTo(new String(EventWriter.write(unknown), UTF_8));
        }
    }

    @Test
    void aFrameIsKnownOnceItCameTwice() {
        var first = frames(PLAIN);
        var second = frames(PLAIN);
        assertThat(second.getFirst()).isEqualTo(first.getFirst()).isNotSameAs(first.getFirst());
        assertThat(frames(WRONG, PLAIN, LONG).get(1)).isSameAs(second.getFirst());
        assertThat(frames(PLAIN.replace("7", "8")).getFirst()).isNotEqualTo(second.getFirst());
    }

    @Test
    void whatWasRemarkedUponIsRemarkedUponEachTime() {
        for (var frame : List.of(SECRET, LONG, WRONG)) {
            var unknown = parsed(event(PLAIN, frame), null);
            assertThat(unknown.meta() != null || !unknown.errors().isEmpty()).isTrue();
            for (var i = 0; i < 4; i++) {
                assertThat(parsed(event(PLAIN, frame), known)).isEqualTo(unknown);
            }
        }
    }

    @Test
    void theMiddleOfALongStackLosesItsDetailsEachTime() {
        var frames = IntStream.range(0, 120)
                .mapToObj(line -> PLAIN.replace("7", "" + line))
                .toArray(String[]::new);
        for (var frame : frames) {
            frames(frame);
            frames(frame);
        }
        var unknown = parsed(event(frames), null);
        assertThat(unknown.exceptions().getFirst().stacktrace().frames().get(60).preContext())
                .isEmpty();
        assertThat(parsed(event(frames), known)).isEqualTo(unknown);
    }

    @Test
    void underASecretNameNoFrameIsKnown() {
        frames(PLAIN);
        frames(PLAIN);
        var json = ("{\"extra\":{\"password\":{\"stacktrace\":{\"frames\":[" + PLAIN + "]}}},"
                        + "\"password\":{\"exception\":{\"values\":[{\"stacktrace\":{\"frames\":[" + PLAIN + "]}}]}}}")
                .getBytes(UTF_8);
        assertThat(parsed(json, known)).isEqualTo(parsed(json, null));
    }

    /** All would be forty megabytes. */
    @Test
    void aFullMemoryForgetsTheOldest() {
        var large = new KnownFrames(16 * 1024);
        frames(large, PLAIN);
        var first = frames(large, PLAIN).getFirst();
        for (var i = 0; i < 8_000; i++) {
            var frame = "{\"function\":\"f" + i + "\",\"vars\":{\"v\":\"" + "x ".repeat(2_500) + "\"}}";
            frames(large, frame);
            assertThat(frames(large, frame)).isEqualTo(frames(large, frame));
        }
        assertThat(frames(large, PLAIN).getFirst()).isEqualTo(first).isNotSameAs(first);
        assertThat(frames(large, PLAIN).getFirst())
                .isSameAs(frames(large, PLAIN).getFirst());
    }

    /** In a list of two, a name at the beginning makes a secret of what follows. */
    @Test
    void whatStandsBehindASecretsNameSpeaksForItselfAlone() {
        var pair = event("\"password\"", NUMBERLESS);
        var unknown = parsed(pair, null);
        assertThat(unknown.toString()).contains("[Filtered]");
        for (var i = 0; i < 4; i++) {
            assertThat(parsed(pair, known)).isEqualTo(unknown);
        }
        for (var i = 0; i < 4; i++) {
            assertThat(parsed(event(NUMBERLESS), known)).isEqualTo(parsed(event(NUMBERLESS), null));
        }
        assertThat(parsed(pair, known)).isEqualTo(unknown);
    }

    /** Remarks name a frame by its place as it was sent, which is not its place in the stack. */
    @Test
    void aSecretIsRemarkedUponWhereverItsFrameStands() {
        var before = IntStream.range(0, 280).mapToObj(line -> PLAIN.replace("7", "" + line));
        var long280 = event(Stream.concat(before, Stream.of(SECRET)).toArray(String[]::new));
        for (var json : List.of(long280, event("null", SECRET), event("1", SECRET), event(SECRET, SECRET))) {
            var unknown = parsed(json, null);
            assertThat(unknown.meta()).isNotNull();
            for (var i = 0; i < 4; i++) {
                assertThat(parsed(json, known)).isEqualTo(unknown);
            }
        }
        assertThat(parsed(event(SECRET), known)).isEqualTo(parsed(event(SECRET), null));
    }

    @Test
    void anEventThatEndsWithinAFrameIsNone() {
        frames(PLAIN);
        frames(PLAIN);
        var whole = event(PLAIN, PLAIN);
        for (var length = 0; length < whole.length; length++) {
            assertThat(PlainJson.read(Arrays.copyOf(whole, length), known)).isNull();
        }
    }

    @Test
    void manyThreadsKnowTheSame() throws Exception {
        var unknown = RealEvents.all().stream()
                .map(sample -> parsed(sample.json(), null))
                .toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var results = new ArrayList<Future<List<SentryEvent>>>();
            for (var i = 0; i < 12; i++) {
                results.add(threads.submit(() -> RealEvents.all().stream()
                        .map(sample -> parsed(sample.json(), known))
                        .toList()));
            }
            for (var result : results) {
                assertThat(result.get()).isEqualTo(unknown);
            }
        }
    }

    private List<SentryEvent.Frame> frames(String... frames) {
        return frames(known, frames);
    }

    private static List<SentryEvent.Frame> frames(KnownFrames known, String... frames) {
        return parsed(event(frames), known).exceptions().getFirst().stacktrace().frames();
    }

    private static byte[] event(String... frames) {
        return ("{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":[" + String.join(", ", frames)
                        + "]}}]}}")
                .getBytes(UTF_8);
    }

    private static SentryEvent parsed(byte[] json, KnownFrames known) {
        var tree = EventParser.read(json, known);
        Scrubber.DEFAULT.scrub(tree);
        return EventParser.parse(tree, RECEIVED);
    }
}
