package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.grouping.Events.event;
import static tocsin.grouping.Events.file;
import static tocsin.grouping.Events.javascript;
import static tocsin.grouping.Events.library;
import static tocsin.grouping.Events.own;
import static tocsin.grouping.Events.python;
import static tocsin.grouping.Events.synthetic;
import static tocsin.grouping.Events.thrown;

import org.junit.jupiter.api.Test;

class TitleTest {

    @Test
    void itIsWhatWasThrownLastAndWhatThatSaid() {
        var grouped = Grouping.of(python(thrown("TimeoutError", "slow"), thrown("OrderFailed", "no answer")));

        assertThat(grouped.type()).isEqualTo("OrderFailed");
        assertThat(grouped.value()).isEqualTo("no answer");
        assertThat(grouped.title()).isEqualTo("OrderFailed: no answer");
    }

    @Test
    void itIsTheFirstLineThatSaysSomething() {
        assertThat(Grouping.of(python(thrown("OrderFailed", "\\n  no answer  \\nsince noon")))
                        .value())
                .isEqualTo("no answer");
    }

    @Test
    void withoutAValueItIsTheType() {
        assertThat(Grouping.of(event("{'exception':[{'type':'OrderFailed','value':''}]}"))
                        .title())
                .isEqualTo("OrderFailed");
    }

    @Test
    void withoutATypeItIsAnError() {
        assertThat(Grouping.of(event("{'exception':[{'value':'no answer'}]}")).title())
                .isEqualTo("Error: no answer");
    }

    @Test
    void whatTheSdkMadeUpGivesWayToWhatWasThrown() {
        assertThat(Grouping.of(python(thrown("TimeoutError", "slow"), synthetic("Unhandled", "rejection")))
                        .title())
                .isEqualTo("TimeoutError: slow");
    }

    @Test
    void aCrashIsCalledByTheFunctionThatCrashed() {
        var crash = synthetic("SIGSEGV", "Segfault", own("shop", "pay(int)"), library("libc.so", "memcpy"));

        assertThat(Grouping.of(event("{'platform':'native','exception':[%s]}".formatted(crash)))
                        .title())
                .isEqualTo("pay: SIGSEGV: Segfault");
    }

    @Test
    void whatTheSdkMadeUpAloneIsTheTitleAllTheSame() {
        assertThat(Grouping.of(javascript(synthetic("Error", "Non-Error thrown", file("/app.js", "pay"))))
                        .title())
                .isEqualTo("Error: Non-Error thrown");
    }

    @Test
    void withoutAStackOfItsOwnTheCulpritIsThatOfTheCause() {
        assertThat(Grouping.of(python(
                                thrown("TimeoutError", "slow", own("shop.db", "query")), thrown("OrderFailed", "x")))
                        .culprit())
                .isEqualTo("shop.db in query");
    }

    @Test
    void aMessageIsItsOwnTitle() {
        var grouped = Grouping.of(event("{'logentry':{'message':'no cart %s','params':['jo']}}"));

        assertThat(grouped.title()).isEqualTo("no cart jo");
        assertThat(grouped.value()).isNull();
    }

    @Test
    void whatSaysNothingHasATitleAllTheSame() {
        assertThat(Grouping.of(event("{}")).title()).isEqualTo("Event without a message");
    }

    @Test
    void itIsCutWithoutBreakingACharacter() {
        var grouped = Grouping.of(python(thrown("OrderFailed", "x" + "\uD83D\uDE80".repeat(400))));

        assertThat(grouped.value()).hasSizeLessThanOrEqualTo(500).doesNotEndWith("\uD83D");
    }

    @Test
    void theCulpritIsTheTransaction() {
        var grouped = Grouping.of(event("{'transaction':'/cart','exception':[%s]}"
                .formatted(thrown("OrderFailed", "x", own("shop.cart", "pay")))));

        assertThat(grouped.culprit()).isEqualTo("/cart");
    }

    @Test
    void withoutATransactionItIsTheInnermostCallOfTheApplication() {
        var grouped = Grouping.of(python(
                thrown("OrderFailed", "x", own("shop", "main"), own("shop.cart", "pay"), library("web", "send"))));

        assertThat(grouped.culprit()).isEqualTo("shop.cart in pay");
    }

    @Test
    void nobodyKnowsTheCulpritOfABareMessage() {
        assertThat(Grouping.of(event("{'message':'late'}")).culprit()).isNull();
    }
}
