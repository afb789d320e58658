package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpRecordsTest {

    /** Fields: resources 1, scopes 2, records 2; others of every wire type stand between them. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "0a06120412001200, 2",
        "0a0412021200 0a0412021200, 2",
        "0a0a 0a0108 1205 1201ff 1200, 2",
        "0801 09ffffffffffffffff 0dffffffff 0a0412021200, 1"
    })
    void recordsAreCountedBetweenWhatElseThereIs(String hex, long records) {
        assertThat(OtlpRecords.inProtobuf(HexFormat.of().parseHex(hex.replace(" ", ""))))
                .isEqualTo(records);
    }

    @Test
    void nestedNamesInJsonAreNotRecords() {
        assertThat(OtlpRecords.inJson(
                        ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"spans\","
                                        + "\"value\":{\"arrayValue\":{\"values\":[1,2,3]}}}]},{}]}]}]}")
                                .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(2);
        assertThatThrownBy(() -> OtlpRecords.inJson("[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> OtlpRecords.inJson("{\"a\":".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEvent.class);
    }

    @Test
    void exportsAreUtf8AndNothingIsGuessed() {
        var noise = HexFormat.of().parseHex("f800000000000000f8000000");

        assertThatThrownBy(() -> OtlpRecords.inJson(noise)).isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> OtlpRecords.inJson("{}".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(MalformedEvent.class);
        assertThat(OtlpRecords.inJson("{\"spans\":[1]}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(1);
    }

    @Test
    void noiseIsCountedOrRefusedAndNeverWorse() {
        var random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            var noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            try {
                assertThat(OtlpRecords.inProtobuf(noise)).isBetween(0L, 40L);
            } catch (MalformedEvent expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }
}
