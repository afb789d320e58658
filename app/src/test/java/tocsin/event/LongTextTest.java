package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongTextTest {

    private static final int SHOWN = 8_600;

    @Test
    void whatIsMissingIsCountedAndOneIsNotMany() {
        assertThat(LongText.of("x".repeat(SHOWN)).shown()).endsWith("x");
        assertThat(LongText.of("x".repeat(SHOWN + 1)).shown()).endsWith("x… and 1 more character in the raw JSON");
        assertThat(LongText.of("x".repeat(SHOWN + 1234)).folded())
                .endsWith("x… and 1,234 more characters in the raw JSON");
    }

    @Test
    void aCharacterThatTakesTwoPlacesIsNotCutInTwo() {
        var text = LongText.of("x".repeat(599) + "😀" + "y");

        assertThat(text.start()).isEqualTo("x".repeat(599));
        assertThat(text.rest()).isEqualTo("😀y");
    }
}
