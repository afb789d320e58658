package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    @Test
    void itsPartsOutweighTheStack() {
        assertThat(of("['cart']", "pay").primary())
                .isEqualTo(of("['cart']", "refund").primary());
        assertThat(of("['cart']", "pay").primary())
                .isNotEqualTo(of("['order']", "pay").primary());
    }

    @Test
    void itIsKnownWhereAPartEnds() {
        assertThat(of("['ab','c']", "pay").primary())
                .isNotEqualTo(of("['a','bc']", "pay").primary());
        assertThat(of("['a','b']", "pay").primary())
                .isNotEqualTo(of("['afingerprintb']", "pay").primary());
        assertThat(of("['a','b']", "pay").primary())
                .isNotEqualTo(of("['a|b']", "pay").primary());
    }

    @ParameterizedTest
    @ValueSource(strings = {"['{{ default }}']", "['{{default}}']", "[]"})
    void defaultAloneIsAsIfThereWereNone(String fingerprint) {
        assertThat(of(fingerprint, "pay").primary())
                .isEqualTo(Grouping.of(Events.python(thrownIn("pay"))).primary());
    }

    @Test
    void defaultStandsForTheStack() {
        var pay = of("['{{ default }}','eu']", "pay");

        assertThat(pay.primary())
                .isNotEqualTo(of("['{{ default }}','eu']", "refund").primary());
        assertThat(pay.primary())
                .isNotEqualTo(of("['{{ default }}','us']", "pay").primary());
        assertThat(pay.primary()).isEqualTo(of("['{{default}}','eu']", "pay").primary());
        assertThat(pay.secondary()).isNotNull().isNotEqualTo(pay.primary());
    }

    @Test
    void withoutDefaultThereIsOneKey() {
        assertThat(of("['cart']", "pay").secondary()).isNull();
    }

    @Test
    void itMayReferToTheEvent() {
        assertThat(of("['{{ transaction }}']", "pay").primary())
                .isEqualTo(of("['/cart']", "pay").primary());
        assertThat(of("['{{ error.type }}']", "pay").primary())
                .isEqualTo(of("['ValueError']", "pay").primary());
        assertThat(of("['{{ unheard.of }}']", "pay").primary())
                .isNotEqualTo(of("['']", "pay").primary());
    }

    @Test
    void numbersAreParts() {
        assertThat(of("[7, true]", "pay").primary())
                .isEqualTo(of("['7', 'true']", "pay").primary());
    }

    @Test
    void theReasonsSayThatItReplacesTheRest() {
        assertThat(of("['cart']", "pay").reasons())
                .containsExactly(
                        new Reason("fingerprint", "cart", true),
                        new Reason("stack, exception and message", "the fingerprint stands in their place", false));
    }

    private static Grouped of(String fingerprint, String function) {
        return Grouping.of(Events.event("{'platform':'python','transaction':'/cart','fingerprint':%s,'exception':[%s]}"
                .formatted(fingerprint, thrownIn(function))));
    }

    private static String thrownIn(String function) {
        return Events.thrown("ValueError", "x", Events.library("web", "handle"), Events.own("shop.cart", function));
    }
}
