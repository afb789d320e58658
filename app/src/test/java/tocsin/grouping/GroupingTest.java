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
import static tocsin.grouping.Pairs.apart;
import static tocsin.grouping.Pairs.together;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Which events are one problem, by what they tell besides their frames. */
class GroupingTest {

    @Test
    void aKeyHas32BytesAndIsTheSameForTheSameEvent() {
        var grouped = Grouping.of(python(thrown("ValueError", "x", own("shop.cart", "pay"))));

        assertThat(grouped.version()).isEqualTo(GroupingVersion.NEWEST.number());
        assertThat(grouped.primary())
                .hasSize(32)
                .isEqualTo(Grouping.of(python(thrown("ValueError", "x", own("shop.cart", "pay"))))
                        .primary());
    }

    @Test
    void theSameStackIsOneProblemWhateverTheMessage() {
        together(
                python(thrown("ValueError", "no cart 7", own("shop.cart", "pay"))),
                python(thrown("ValueError", "card declined", own("shop.cart", "pay"))));
    }

    @Test
    void anotherTypeAtTheSamePlaceIsAnotherProblem() {
        apart(
                python(thrown("ValueError", "x", own("shop.cart", "pay"))),
                python(thrown("KeyError", "x", own("shop.cart", "pay"))));
    }

    @Test
    void theCauseCounts() {
        apart(
                python(
                        thrown("TimeoutError", "x", own("shop.db", "query")),
                        thrown("OrderFailed", "x", own("shop.cart", "pay"))),
                python(
                        thrown("DiskFull", "x", own("shop.db", "query")),
                        thrown("OrderFailed", "x", own("shop.cart", "pay"))));
    }

    @Test
    void aCauseWithinALibraryCountsByItsTypeAlone() {
        together(
                python(
                        thrown("TimeoutError", "x", library("pool", "take")),
                        thrown("OrderFailed", "x", own("shop.cart", "pay"))),
                python(
                        thrown("TimeoutError", "x", library("pool.core", "acquire")),
                        thrown("OrderFailed", "x", own("shop.cart", "pay"))));
    }

    @Test
    void itDoesNotMatterHowManyFailedAlike() {
        var failed = thrown("Timeout", "x", own("shop.pool", "fetch"));
        together(
                python(failed, failed, thrown("ExceptionGroup", "2 failed", own("shop.pool", "all"))),
                python(failed, failed, failed, thrown("ExceptionGroup", "3 failed", own("shop.pool", "all"))));
    }

    @Test
    void aStackOfMinifiedNamesAloneLeavesTheMessage() {
        var built = "{'filename':'/app.min.js','function':'t','lineno':1,'colno':9000,'in_app':true}";
        var rebuilt = "{'filename':'/app.min.js','function':'a','lineno':1,'colno':9100,'in_app':true}";

        together(javascript(thrown("E", "no cart 7", built)), javascript(thrown("E", "no cart 8", rebuilt)));
        apart(javascript(thrown("E", "no cart 7", built)), javascript(thrown("E", "no user 7", built)));
    }

    @Test
    void everyBrowserTellsTheSameStory() {
        together(
                javascript(thrown(
                        "Error",
                        "x",
                        file("/app.js", "Cart.pay"),
                        file("[native code]", "map"),
                        file("/app.js", "Object.sum"))),
                javascript(thrown("Error", "x", file("/app.js", "Cart.prototype.pay"), file("/app.js", "sum"))));
    }

    @Test
    void aTypeThatTheSdkMadeUpDoesNotCount() {
        together(
                event("{'platform':'native','exception':[%s]}"
                        .formatted(synthetic("SIGSEGV", "Segfault", own("shop", "pay")))),
                event("{'platform':'native','exception':[%s]}"
                        .formatted(synthetic("SIGBUS", "Bus error", own("shop", "pay")))));
    }

    @Test
    void withoutAStackNumbersInTheMessageDoNotSplit() {
        together(
                event("{'exception':[{'type':'Error','value':'order 5521 not found'}]}"),
                event("{'exception':[{'type':'Error','value':'order 87 not found'}]}"));
        apart(
                event("{'exception':[{'type':'Error','value':'status code 404'}]}"),
                event("{'exception':[{'type':'Error','value':'status code 503'}]}"));
    }

    @Test
    void aMessageIsItsTemplate() {
        together(
                event("{'logentry':{'message':'no cart %s','params':['jo']}}"),
                event("{'logentry':{'message':'no cart %s','params':['al']}}"));
        apart(
                event("{'logentry':{'message':'no cart %s','params':['jo']}}"),
                event("{'logentry':{'message':'no user %s','params':['jo']}}"));
    }

    @Test
    void aMessageWithoutTemplateIsWhatItSaysWithoutItsNumbers() {
        together(event("{'message':'order 7 is late'}"), event("{'message':'order 9 is late'}"));
        apart(event("{'message':'order 7 is late'}"), event("{'message':'order 7 is lost'}"));
    }

    @Test
    void twoMessagesOfOneFunctionAreTwoProblems() {
        var thread = "'threads':[{'current':true,'stacktrace':{'frames':[%s]}}]".formatted(own("shop.cart", "pay"));
        apart(event("{'message':'late',%s}".formatted(thread)), event("{'message':'lost',%s}".formatted(thread)));
        together(event("{'message':'late',%s}".formatted(thread)), event("{'message':'late',%s}".formatted(thread)));
    }

    @Test
    void theThreadThatCrashedStandsInForAnExceptionWithoutStack() {
        var crash = "{'exception':[{'type':'SIGSEGV','mechanism':{'type':'x','synthetic':true}}],'threads':["
                + "{'id':1,'current':true,'stacktrace':{'frames':[%s]}},{'id':2,'crashed':true,'stacktrace':{'frames':[%s]}}]}";
        together(
                event(crash.formatted(own("shop", "idle"), own("shop", "pay"))),
                event(crash.formatted(own("shop", "wait"), own("shop", "pay"))));
        apart(
                event(crash.formatted(own("shop", "idle"), own("shop", "pay"))),
                event(crash.formatted(own("shop", "idle"), own("shop", "refund"))));
    }

    @Test
    void whatSaysNothingIsWhereItHappened() {
        together(event("{'transaction':'/cart'}"), event("{'transaction':'/cart'}"));
        apart(event("{'transaction':'/cart'}"), event("{'transaction':'/orders'}"));
    }

    @Test
    void theReasonsSayWhatCountedAndWhatDidNot() {
        var grouped = Grouping.of(
                python(thrown("ValueError", "no cart 7", library("web", "handle"), own("shop.cart", "pay"))));

        assertThat(grouped.reasons())
                .containsExactly(
                        new Reason("exception type", "ValueError", true),
                        new Reason("exception value", "no cart 7: may vary, as the stack says enough", false),
                        new Reason("frame", "shop.cart in pay", true),
                        new Reason("frames", "1 call outside the application's own code", false));
    }

    @Test
    void theLargestEventTakesNoTime() {
        var frame = own("shop." + "a<".repeat(200), "(<".repeat(250));
        var event = event("{'platform':'native','exception':[%s]}"
                .formatted(String.join(
                        ",",
                        Collections.nCopies(
                                20,
                                thrown("E", "x", Collections.nCopies(250, frame).toArray(String[]::new))))));

        var started = System.nanoTime();
        Grouping.of(event);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    }
}
