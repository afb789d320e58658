package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.grouping.Grouped;
import tocsin.grouping.Reason;
import tocsin.sentry.EventParser;
import tocsin.sentry.RealEvents;
import tocsin.sentry.Received;

class PayloadTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Grouped GROUPED = new Grouped(
            1,
            new byte[32],
            null,
            List.of(),
            List.of(new Reason("frame", "cart.pay", true)),
            "KeyError",
            "'total'",
            "cart.pay");

    @Test
    void whatIsStoredIsReadBackWithTheReasons() throws Exception {
        var event = EventParser.parse(
                new ObjectMapper()
                        .readTree(
                                "{\"event_id\":\"7d4a1c0c4d7b4b0d9b3a1c0c4d7b4b0d\",\"exception\":[{\"type\":\"KeyError\",\"value\":\"'täglich' 💥\"}]}"),
                Received.at(NOON));

        var read = Payload.decode(Payload.FORMAT, Payload.encode(event, GROUPED), NOON);

        assertThat(read.event()).isEqualTo(event);
        assertThat(read.groupingVersion()).isEqualTo(1);
        assertThat(read.reasons()).isEqualTo(GROUPED.reasons());
        assertThat(read.culprit()).isEqualTo(GROUPED.culprit()).isNotNull();
    }

    @Test
    void aLargePayloadIsStoredSmallAndReadBack() {
        var plain = "the same again ".repeat(60_000).getBytes(StandardCharsets.UTF_8);

        var packed = Packer.packed(out -> write(plain, out));

        assertThat(packed).hasSizeLessThan(10_000);
        assertThat(Dictionary.FIRST.unpacked(packed)).isEqualTo(plain);
    }

    @Test
    void whatTheCompressorInJavaWroteIsReadToo() {
        var plain = "{\"event\":{\"platform\":\"python\"}}".repeat(100).getBytes(StandardCharsets.UTF_8);
        var compressor = new ZstdJavaCompressor();
        var packed = new byte[compressor.maxCompressedLength(plain.length)];
        var size = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
        var stored = Arrays.copyOf(packed, size);

        assertThat(Dictionary.NONE.unpacked(stored)).isEqualTo(plain);
        assertThat(Dictionary.FIRST.unpacked(stored)).isEqualTo(plain);
    }

    @Test
    void everyRealEventIsReadBackAndMostTakeLessThanASixthOfTheirSize() {
        var plain = 0L;
        var stored = 0L;
        for (var sample : RealEvents.all()) {
            var json = sample.json();
            var event = EventParser.parse(json, Received.at(NOON));
            var packed = Payload.encode(event, GROUPED);

            assertThat(Payload.decode(Payload.FORMAT, packed, NOON).event()).isEqualTo(event);
            plain += json.length;
            stored += packed.length;
        }
        assertThat(stored).isLessThan(plain / 6);
    }

    private static void write(byte[] bytes, OutputStream out) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFormatOfANewerReleaseIsRefusedByName() {
        assertThatThrownBy(() -> Payload.decode(7, new byte[0], NOON)).hasMessageContaining("format 7");
    }
}
