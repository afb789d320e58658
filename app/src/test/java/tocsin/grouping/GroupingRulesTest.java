package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.grouping.Events.event;
import static tocsin.grouping.Events.library;
import static tocsin.grouping.Events.own;
import static tocsin.grouping.Events.python;
import static tocsin.grouping.Events.thrown;
import static tocsin.grouping.Events.unmarked;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent;

class GroupingRulesTest {

    private static final SentryEvent PAYING = python(thrown("KeyError", "no 7", own("shop.cart", "pay")));
    private static final SentryEvent SHIPPING = python(thrown("KeyError", "no 8", own("shop.depot", "ship")));

    @Test
    void aFingerprintPutsDifferentPlacesTogether() {
        assertThat(key("", PAYING)).isNotEqualTo(key("", SHIPPING));
        assertThat(key("type:KeyError -> lookup", PAYING)).isEqualTo(key("type:KeyError -> lookup", SHIPPING));
    }

    @Test
    void aPartOfItMayStandForWhatTheEventSays() {
        var rules = "type:KeyError -> lookup {{ module }}";

        assertThat(key(rules, PAYING)).isNotEqualTo(key(rules, SHIPPING));
        assertThat(key(rules, PAYING)).isEqualTo(key("type:KeyError -> lookup shop.cart", PAYING));
    }

    @Test
    void withDefaultItDividesWhatWouldBeTogether() {
        var rules = "type:KeyError -> {{ default }} {{ tags.shop }}";
        var here =
                event("{'tags':{'shop':'paris'},'exception':[%s]}".formatted(thrown("KeyError", "a", own("a", "b"))));
        var there =
                event("{'tags':{'shop':'rome'},'exception':[%s]}".formatted(thrown("KeyError", "a", own("a", "b"))));

        assertThat(key("", here)).isEqualTo(key("", there));
        assertThat(key(rules, here)).isNotEqualTo(key(rules, there));
    }

    @Test
    void theFirstThatFitsWins() {
        var rules = "message:\"no 7\" -> seven\ntype:KeyError -> lookup";

        assertThat(key(rules, PAYING)).isEqualTo(key("type:KeyError -> seven", PAYING));
        assertThat(key(rules, SHIPPING)).isEqualTo(key("type:KeyError -> lookup", SHIPPING));
    }

    @Test
    void aRuleIsStrongerThanTheProgramsOwnFingerprint() {
        var event = event("{'fingerprint':['mine'],'exception':[%s]}".formatted(thrown("KeyError", "a")));

        assertThat(key("type:KeyError -> ours", event)).isEqualTo(key("type:KeyError -> ours", PAYING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type:KeyErr*",
                "TYPE:keyerror",
                "value:\"no ?\"",
                "message:*7*",
                "level:error",
                "platform:python",
                "environment:production",
                "!type:ValueError",
                "module:shop.*",
                "function:pay",
                "family:python",
                "app:yes function:pay"
            })
    void aFieldIsComparedAsATextWithStars(String condition) {
        assertThat(key(condition + " -> found", PAYING)).isEqualTo(key("type:KeyError -> found", PAYING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type:Key", "!type:KeyError", "module:shop", "app:no", "function:pay module:shop.depot"})
    void whatIsNotTrueOfTheEventDoesNothing(String condition) {
        assertThat(key(condition + " -> found", PAYING)).isEqualTo(key("", PAYING));
    }

    @Test
    void whatIsSaidOfFramesMustBeTrueOfOneOfThem() {
        var event = python(thrown("KeyError", "a", own("shop.cart", "pay"), own("shop.depot", "ship")));

        assertThat(key("module:shop.cart function:ship -> found", event)).isEqualTo(key("", event));
        assertThat(key("module:shop.cart function:pay -> found", event)).isNotEqualTo(key("", event));
    }

    @Test
    void aFrameThatIsNotOursMakesNoDifferenceAnyMore() {
        var old = python(thrown("KeyError", "a", own("shop.cart", "pay"), own("generated.v1", "read")));
        var renewed = python(thrown("KeyError", "a", own("shop.cart", "pay"), own("generated.v2", "read")));

        assertThat(key("", old)).isNotEqualTo(key("", renewed));
        assertThat(key("module:generated.* -app", old)).isEqualTo(key("module:generated.* -app", renewed));
        assertThat(grouped("module:generated.* -app", old).secondary())
                .as("but all frames together still tell them apart")
                .isNotEqualTo(grouped("module:generated.* -app", renewed).secondary());
    }

    @Test
    void aFrameThatDoesNotCountIsInNeitherKey() {
        var direct = python(thrown("KeyError", "a", own("shop.cart", "pay")));
        var wrapped = python(thrown("KeyError", "a", own("shop.cart", "pay"), own("shop.retry", "again")));
        var ruled = grouped("function:again -group", wrapped);

        assertThat(ruled.primary()).isEqualTo(grouped("", direct).primary());
        assertThat(ruled.secondary()).isNull();
        assertThat(ruled.culprit()).isEqualTo("shop.cart in pay");
    }

    @Test
    void aLibraryThatIsOursCounts() {
        var event = python(thrown("KeyError", "a", library("acme.web", "handle"), own("shop.cart", "pay")));
        var other = python(thrown("KeyError", "a", library("acme.job", "run"), own("shop.cart", "pay")));

        assertThat(key("", event)).isEqualTo(key("", other));
        assertThat(key("module:acme.* +app", event)).isNotEqualTo(key("module:acme.* +app", other));
    }

    @Test
    void oneMarkedFrameDoesNotTakeTheOthersTheirPlace() {
        var event = python(thrown("KeyError", "a", unmarked("django.views", "handle"), unmarked("shop.cart", "pay")));
        var other = python(thrown("KeyError", "a", unmarked("django.views", "handle"), unmarked("shop.depot", "ship")));

        assertThat(key("module:django.views +app", event)).isNotEqualTo(key("module:django.views +app", other));
    }

    @Test
    void theLaterOfTwoThatContradictEachOtherWins() {
        var rules = "module:shop.* -group\nfunction:pay +group";

        assertThat(key(rules, PAYING)).isEqualTo(key("", PAYING));
    }

    @Test
    void theReasonsSayWhichRuleTookEffect() {
        var rules = "# ours\ntype:KeyError -> lookup\nmodule:shop.* -app";

        assertThat(grouped(rules, PAYING).reasons())
                .contains(
                        new Reason("rule", "line 2: type:KeyError -> lookup", true),
                        new Reason("rule", "line 3: module:shop.* -app changes 1 call", true),
                        new Reason("fingerprint", "lookup", true));
        assertThat(grouped("type:ValueError -> lookup", PAYING).reasons())
                .extracting(Reason::part)
                .doesNotContain("rule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type:KeyError | neither with -> and a fingerprint nor",
                "-> lookup | does not say what it is about",
                "type:KeyError -> | there is no fingerprint",
                "colour:red -> lookup | none of type, value",
                "type: -> lookup | has no value",
                "KeyError -> lookup | not of the form field:value",
                "type:KeyError -app | does not say which frames",
                "app:maybe -app | app is yes or no",
                "message:\"open -> x | a quote is not closed",
                "type:x -> {{ default | do not pair",
            })
    void aLineThatIsNoRuleIsNamedWithItsNumber(String line, String what) {
        assertThatThrownBy(() -> GroupingRules.of("type:Fine -> fine\n\n" + line))
                .isInstanceOf(InvalidRules.class)
                .hasMessageStartingWith("Line 3: ")
                .hasMessageContaining(what);
    }

    @Test
    void everyWrongLineIsNamed() {
        assertThatThrownBy(() -> GroupingRules.of("a\ntype:x -> y\nb"))
                .isInstanceOfSatisfying(InvalidRules.class, e -> assertThat(e.mistakes())
                        .extracting(InvalidRules.Mistake::line)
                        .isEqualTo(List.of(1, 3)));
    }

    @Test
    void thereIsAnEndToHowManyThereMayBe() {
        assertThatThrownBy(() -> GroupingRules.of("type:x -> y\n".repeat(201))).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> GroupingRules.of("type:" + "x".repeat(600) + " -> y"))
                .hasMessageContaining("500");
    }

    @Test
    void noRuleTakesLongWhateverAProgramSays() {
        var rules = GroupingRules.of("message:" + "*a".repeat(100) + "*b -> y\n" + "path:*x*y*z*a -app\n".repeat(199));
        var frames = own("a".repeat(1000), "f") + (", " + own("a".repeat(1000), "g")).repeat(99);
        var event = python(thrown("E", "a".repeat(20_000), frames));
        var began = System.nanoTime();

        Grouping.of(event, GroupingVersion.NEWEST, rules);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    private static byte[] key(String rules, SentryEvent event) {
        return grouped(rules, event).primary();
    }

    private static Grouped grouped(String rules, SentryEvent event) {
        return Grouping.of(event, GroupingVersion.NEWEST, GroupingRules.of(rules));
    }
}
