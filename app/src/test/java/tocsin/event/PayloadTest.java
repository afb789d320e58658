package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.grouping.Grouped;
import tocsin.grouping.Reason;
import tocsin.sentry.EventParser;
import tocsin.sentry.EventWriter;
import tocsin.sentry.Received;

class PayloadTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Grouped GROUPED = new Grouped(
            1, new byte[32], null, List.of(new Reason("frame", "cart.pay", true)), "KeyError", "'total'", "cart.pay");

    @Test
    void whatIsStoredIsReadBackWithTheReasons() throws Exception {
        var event = EventParser.parse(
                new ObjectMapper()
                        .readTree(
                                "{\"event_id\":\"7d4a1c0c4d7b4b0d9b3a1c0c4d7b4b0d\",\"exception\":[{\"type\":\"KeyError\",\"value\":\"'täglich' 💥\"}]}"),
                Received.at(NOON));

        var read = Payload.decode(Payload.FORMAT, Payload.encode(EventWriter.write(event), GROUPED), NOON);

        assertThat(read.event()).isEqualTo(event);
        assertThat(read.groupingVersion()).isEqualTo(1);
        assertThat(read.reasons()).isEqualTo(GROUPED.reasons());
    }

    @Test
    void aLargeEventIsStoredSmall() {
        var json = "{\"message\":\"" + "the same again ".repeat(60_000) + "\"}";

        assertThat(Payload.encode(json.getBytes(StandardCharsets.UTF_8), GROUPED))
                .hasSizeLessThan(10_000);
    }

    @Test
    void aFormatOfANewerReleaseIsRefusedByName() {
        assertThatThrownBy(() -> Payload.decode(7, new byte[0], NOON)).hasMessageContaining("format 7");
    }
}
