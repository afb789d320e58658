package tocsin.sentry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.RealEvents.Sample;

/** The fast way to read JSON says the same as the slow one, or nothing. */
class PlainJsonTest {

    @ParameterizedTest
    @MethodSource("tocsin.sentry.RealEvents#all")
    void realEventsAreReadAlike(Sample sample) {
        assertThat(PlainJson.read(sample.json(), null)).isNotNull().isEqualTo(JsonText.patient(sample.json()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\n\t\"a\" : [ ] , \"b\":{ } } \r\n",
                "{\"a\":[1,-1,0,-0,123456789012345678,2147483648,-2147483649]}",
                "{\"a\":[0.5,-1.25e3,1E+2,1e-7,0.0,-0.0,1700000000.123456]}",
                "{\"a\":[true,false,null,\"\",\"x\"]}",
                "{\"a\":\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9\\u20AC \\ud83d\\ude00 \\ud83d\"}",
                "{\"a\":\"é€😀 and\\tmore é\",\"naïve \\n name\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"raw \u0001 \u007f control\"}",
                "{\"exception\":{\"values\":[{\"stacktrace\":{\"frames\":[{\"function\":\"f\"},{},null,1]}}]}}",
            })
    void whatIsPlainIsReadAlike(String json) {
        var bytes = json.getBytes(UTF_8);
        assertThat(PlainJson.read(bytes, null)).isNotNull().isEqualTo(JsonText.patient(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{\"a\":\"x",
                "{\"a\":\"\\",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":tru}",
                "{\"a\":NaN}",
                "{\"a\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":1.5.5}",
                "{\"a\":00.5}",
                "{\"a\":1-2}",
                "{\"a\":1234567890123456789}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":[1 2]}",
                "{\"a\":[1,]}",
                "\uFEFF{}",
                "{\"a\":\"\uFFFD\"}",
            })
    void whatIsNotIsLeftToTheOther(String json) {
        assertThat(PlainJson.read(json.getBytes(UTF_8), null)).isNull();
    }

    @Test
    void bytesThatAreNoTextAreLeftToTheOther() {
        assertThat(PlainJson.read("{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1), null))
                .isNull();
    }

    @Test
    void whatIsNestedDeepIsLeftToTheOther() {
        assertThat(PlainJson.read(nested(30), null)).isNotNull().isEqualTo(JsonText.patient(nested(30)));
        assertThat(PlainJson.read(nested(50), null)).isNull();
    }

    /** A quarter of a megabyte, of which the tree would take fifteen. */
    @Test
    void whatWeighsTooMuchIsLeftToTheOther() {
        var frames = ("{\"stacktrace\":{\"frames\":[{}" + ",{}".repeat(85_000) + "]}}").getBytes(UTF_8);
        assertThat(PlainJson.read(frames, null)).isNull();
        assertThat(PlainJson.read(frames, new KnownFrames(16))).isNull();
    }

    @Test
    void everyTextEndsWhereItEnds() {
        for (var length = 0; length < 40; length++) {
            for (var before = 0; before < 9; before++) {
                var json = ("{" + " ".repeat(before) + "\"n\":\"" + "x".repeat(length) + "\",\"é\":\""
                                + "y".repeat(length) + "\\n\"}")
                        .getBytes(UTF_8);
                assertThat(PlainJson.read(json, null)).isNotNull().isEqualTo(JsonText.patient(json));
            }
        }
    }

    @Test
    void anEventThatEndsEarlyIsNone() {
        var whole = RealEvents.shorterThan(4_000).getFirst();
        for (var length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            if (!new String(cut, UTF_8).stripTrailing().endsWith("}") || length < whole.length - 2) {
                assertThat(PlainJson.read(cut, null)).isNull();
            }
        }
    }

    private static byte[] nested(int depth) {
        return ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8);
    }
}
