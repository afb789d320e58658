package tocsin.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.scrub.Rule.Action;
import tocsin.scrub.Rule.Kind;
import tocsin.sentry.EventParser;

/** Identifiers are no card numbers, though some of them hold the digits of one. */
class IdsTest {

    /** Of so many, a dozen hold digits that would do for a card or an account. */
    private static final int MANY = 50_000;

    static Stream<UnaryOperator<String>> forms() {
        return Stream.of(
                uuid -> uuid,
                uuid -> uuid.replace("-", ""),
                uuid -> uuid.replace("-", "").toUpperCase(),
                uuid -> "{" + uuid.toUpperCase() + "}",
                uuid -> "web@" + uuid.replace("-", "") + "0a1b2c3d",
                uuid -> "00-" + uuid.replace("-", "") + "-b7ad6b7169203331-01",
                uuid -> "sha256:" + uuid.replace("-", "") + uuid.replace("-", ""));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anIdStays(UnaryOperator<String> form) {
        var random = new Random(7);
        for (var i = 0; i < MANY; i++) {
            var text = "at " + form.apply(new UUID(random.nextLong(), random.nextLong()).toString()) + ", there";

            assertThat(Scrubber.DEFAULT.scrubbed(text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "d4111111111111111",
                "card4111111111111111",
                "face-4111-1111-1111-1111-face",
                "0000000000000000000000000000000000000000-4111-1111-1111-1111",
                "fc6d8c0c43fc4630ad850ee518f1b9d0 4111111111111111"
            })
    void aCardsNumberBesideLettersIsNoId(String text) {
        assertThat(Scrubber.DEFAULT.scrubbed(text)).contains("[Filtered]").doesNotContain("1111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BE68539007547034", "card378282246310005", "d378282246310005"})
    void whatIsAsLongAsASpansIdIsNone(String text) {
        assertThat(Scrubber.DEFAULT.scrubbed("by " + text)).contains("[Filtered]");
    }

    @Test
    void noRuleTakesTheIdOfAnEvent() {
        var digits = new Rule("digits", Kind.PATTERN, "[0-9a-f]+", Action.REPLACE);
        var privacy = new Privacy(true, true, false, false, List.of(), List.of(), List.of(digits), "");
        var event = EventParser.read("{\"event_id\":\"fc6d8c0c43fc4630ad850ee518f1b9d0\",\"message\":\"fc6d\"}"
                .getBytes(StandardCharsets.UTF_8));

        new Scrubber(privacy).scrub(event);

        assertThat(event.get("event_id").textValue()).isEqualTo("fc6d8c0c43fc4630ad850ee518f1b9d0");
        assertThat(event.get("message").textValue()).doesNotContain("fc6d");
    }

    @Test
    void anEventsIdThatIsNoneIsATextAsAnyOther() {
        var event = EventParser.read("{\"event_id\":\"4111111111111111\"}".getBytes(StandardCharsets.UTF_8));

        Scrubber.DEFAULT.scrub(event);

        assertThat(event.get("event_id").textValue()).isEqualTo("[Filtered]");
    }
}
