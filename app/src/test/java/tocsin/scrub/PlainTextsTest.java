package tocsin.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tocsin.sentry.EventParser;

class PlainTextsTest {

    @Test
    void keepsWhatComesTwice() {
        var texts = new PlainTexts(16);

        assertThat(texts.holds("a line")).isFalse();
        texts.add("a line");
        assertThat(texts.holds("a line")).isFalse();
        texts.add("a line");
        assertThat(texts.holds("a line")).isTrue();
    }

    @Test
    void tellsTextsApartWhoseHashIsTheSame() {
        var texts = new PlainTexts(16);
        texts.add("Aa");
        texts.add("Aa");

        assertThat("BB").hasSameHashCodeAs("Aa");
        assertThat(texts.holds("BB")).isFalse();
    }

    @Test
    void keepsNothingThatIsLong() {
        var texts = new PlainTexts(16);
        var text = "x".repeat(1_001);
        texts.add(text);
        texts.add(text);

        assertThat(texts.holds(text)).isFalse();
    }

    @Test
    void mayHaveNoPlaceAtAll() {
        var texts = new PlainTexts(0);
        texts.add("a line");
        texts.add("a line");

        assertThat(texts.holds("a line")).isFalse();
    }

    @Test
    void aSecretIsFoundEachTimeItComes() {
        for (var i = 0; i < 4; i++) {
            assertThat(Scrubber.DEFAULT.scrubbed("login with password=hunter2 failed"))
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void whatIsPlainAsCodeMayBeASecretAsText() {
        for (var i = 0; i < 4; i++) {
            assertThat(scrubbed("{\"frames\":[{\"context_line\":\"password = hunter2_value\"}]}"))
                    .contains("hunter2_value");
        }
        for (var i = 0; i < 4; i++) {
            assertThat(scrubbed("{\"message\":\"password = hunter2_value\"}")).doesNotContain("hunter2_value");
        }
    }

    private static String scrubbed(String event) {
        var tree = EventParser.read(event.getBytes(StandardCharsets.UTF_8));
        Scrubber.DEFAULT.scrub(tree);
        return tree.toString();
    }
}
