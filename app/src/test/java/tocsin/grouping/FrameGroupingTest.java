package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.grouping.Events.file;
import static tocsin.grouping.Events.java;
import static tocsin.grouping.Events.javascript;
import static tocsin.grouping.Events.library;
import static tocsin.grouping.Events.own;
import static tocsin.grouping.Events.python;
import static tocsin.grouping.Events.thrown;
import static tocsin.grouping.Events.unmarked;
import static tocsin.grouping.Pairs.apart;
import static tocsin.grouping.Pairs.together;

import org.junit.jupiter.api.Test;

/** Which events are one problem, by the frames of their stacks. */
class FrameGroupingTest {

    @Test
    void anotherFunctionIsAnotherProblem() {
        apart(
                python(thrown("ValueError", "x", own("shop.cart", "pay"))),
                python(thrown("ValueError", "x", own("shop.cart", "refund"))));
    }

    @Test
    void linesThatMoveDoNotSplit() {
        together(
                python(thrown("ValueError", "x", own("shop.cart", "pay", 10))),
                python(thrown("ValueError", "x", own("shop.cart", "pay", 14))));
    }

    @Test
    void aLibrarysCallsDoNotSplit() {
        var old = Grouping.of(python(thrown("ValueError", "x", library("web", "handle"), own("shop.cart", "pay"))));
        var upgraded =
                Grouping.of(python(thrown("ValueError", "x", library("web.core", "run"), own("shop.cart", "pay"))));

        assertThat(old.primary()).isEqualTo(upgraded.primary());
        assertThat(old.secondary()).hasSize(32).isNotEqualTo(upgraded.secondary());
    }

    @Test
    void withoutLibraryCallsThereIsOneKey() {
        assertThat(Grouping.of(python(thrown("ValueError", "x", own("shop.cart", "pay"))))
                        .secondary())
                .isNull();
    }

    @Test
    void whereOnlyLibrariesCallTheInnermostCount() {
        var grouped = Grouping.of(python(thrown("ValueError", "x", library("django.core", "handle"))));

        assertThat(grouped.secondary()).isNull();
        assertThat(grouped.reasons())
                .contains(
                        new Reason("stack", "has no call of the application's own, so the innermost count", true),
                        new Reason("frame", "django.core in handle", true));
        apart(
                python(thrown("ValueError", "x", library("django.core", "handle"))),
                python(thrown("ValueError", "x", library("django.core", "route"))));
    }

    @Test
    void whereOnlyLibrariesCallItDoesNotMatterHowTheyWereReached() {
        var stack = new String[9];
        for (var at = 0; at < stack.length; at++) {
            stack[at] = library("django.core", "step" + at);
        }
        var upgraded = stack.clone();
        upgraded[0] = library("gunicorn", "run");
        var other = stack.clone();
        other[1] = library("django.core", "other");

        together(python(thrown("E", "x", stack)), python(thrown("E", "x", upgraded)));
        apart(python(thrown("E", "x", stack)), python(thrown("E", "x", other)));
        assertThat(Grouping.of(python(thrown("E", "x", stack))).reasons())
                .contains(new Reason("frames", "1 call that repeats or lies beyond the last 8", false));
    }

    @Test
    void anSdkThatMarksAllAsLibrariesWasNotToldWhatIsOwn() {
        together(
                python(thrown("E", "x", library("django.core", "handle"), library("shop.cart", "pay"))),
                python(thrown("E", "x", library("gunicorn.app", "run"), library("shop.cart", "pay"))));
        together(
                python(thrown("E", "x", library("vendor.pool", "run"), own("shop.cart", "pay"))),
                python(thrown("E", "x", library("vendor.loop", "go"), own("shop.cart", "pay"))));
    }

    @Test
    void anotherLineOfTheFunctionThatFailedIsAnotherProblemWhereTheSourceIsSent() {
        var one = written("pay", 7, "price = cart[key]");
        var moved = written("pay", 9, "  price =  cart[key]");
        var other = written("pay", 8, "shop = shops[key]");

        together(python(thrown("KeyError", "a", one)), python(thrown("KeyError", "b", moved)));
        apart(python(thrown("KeyError", "a", one)), python(thrown("KeyError", "a", other)));
        assertThat(Grouping.of(python(thrown("KeyError", "a", one))).reasons())
                .contains(new Reason("line", "price = cart[key]", true));
    }

    @Test
    void theLineOfACallerDoesNotCount() {
        together(
                python(thrown("KeyError", "a", written("main", 1, "pay(1)"), own("shop.cart", "pay"))),
                python(thrown("KeyError", "a", written("main", 1, "pay(cart=1)"), own("shop.cart", "pay"))));
    }

    @Test
    void aLineThatAMachineWroteDoesNotCount() {
        var page = "{'filename':'https://shop.example.org/cart','function':'pay','in_app':true,'context_line':'%s'}";
        var bundle = "{'filename':'/app.min.js','function':'payNow','in_app':true,'context_line':'%s'}";

        together(
                javascript(thrown("E", "x", page.formatted("pay(7)"))),
                javascript(thrown("E", "x", page.formatted("pay(8)"))));
        together(
                javascript(thrown("E", "x", bundle.formatted("a.b(c)"))),
                javascript(thrown("E", "x", bundle.formatted("b.c(d)"))));
    }

    private static String written(String function, int line, String text) {
        return "{'module':'shop.cart','function':'%s','lineno':%d,'context_line':'%s','in_app':true}"
                .formatted(function, line, text);
    }

    @Test
    void whereTheSdkSaysNothingKnownLibrariesDoNotCount() {
        together(
                java(thrown(
                        "IllegalStateException",
                        "x",
                        unmarked("java.lang.Thread", "run"),
                        unmarked("shop.Cart", "pay"))),
                java(thrown(
                        "IllegalStateException", "x", unmarked("io.netty.Loop", "go"), unmarked("shop.Cart", "pay"))));
    }

    @Test
    void whatTheSdkMarksOutweighsWhatItLeavesOpen() {
        together(
                java(thrown("IllegalStateException", "x", unmarked("vendor.Pool", "run"), own("shop.Cart", "pay"))),
                java(thrown("IllegalStateException", "x", unmarked("vendor.Loop", "go"), own("shop.Cart", "pay"))));
    }

    @Test
    void framesThatAreNullAreSkipped() {
        together(
                python(thrown("ValueError", "x", "null", own("shop.cart", "pay"), "null")),
                python(thrown("ValueError", "x", own("shop.cart", "pay"))));
    }

    @Test
    void aFrameThatSaysNothingIsSkipped() {
        together(
                python(thrown("ValueError", "x", "{'lineno':7}", "{'function':'?'}", own("shop.cart", "pay"))),
                python(thrown("ValueError", "x", own("shop.cart", "pay"))));
    }

    @Test
    void aFunctionWithoutANameIsItsLineOfCode() {
        var one =
                "{'filename':'cart.py','function':'<lambda>','lineno':7,'in_app':true,'context_line':'  sum( a.price )'}";
        var moved =
                "{'filename':'cart.py','function':'<lambda>','lineno':9,'in_app':true,'context_line':'sum(  a.price )'}";
        var other =
                "{'filename':'cart.py','function':'<lambda>','lineno':7,'in_app':true,'context_line':'max(a.price)'}";

        together(python(thrown("E", "x", one)), python(thrown("E", "x", moved)));
        apart(python(thrown("E", "x", one)), python(thrown("E", "x", other)));
    }

    @Test
    void aFunctionWithoutNameAndTextIsItsLineNumber() {
        apart(
                python(thrown("E", "x", "{'filename':'cart.py','lineno':7,'in_app':true}")),
                python(thrown("E", "x", "{'filename':'cart.py','lineno':9,'in_app':true}")));
    }

    @Test
    void aLineNumberDoesNotCountBesideANamedFunction() {
        together(
                python(thrown("E", "x", own("shop.cart", "pay"), "{'filename':'cart.py','lineno':7,'in_app':true}")),
                python(thrown("E", "x", own("shop.cart", "pay"), "{'filename':'cart.py','lineno':9,'in_app':true}")));
    }

    @Test
    void itDoesNotMatterHowDeepARecursionHadCome() {
        var one = own("shop.tree", "walk");
        var two = own("shop.tree", "visit");
        together(
                python(thrown("RecursionError", "x", own("shop", "main"), one, one, one)),
                python(thrown("RecursionError", "x", own("shop", "main"), one)));
        together(
                python(thrown("RecursionError", "x", own("shop", "main"), one, two, one, two, one, two)),
                python(thrown("RecursionError", "x", own("shop", "main"), one, two)));
    }

    @Test
    void ofADeepStackTheInnermostFiftyCount() {
        var deep = new String[80];
        var deeper = new String[81];
        deeper[0] = own("shop", "before");
        for (var at = 0; at < deep.length; at++) {
            deep[at] = own("shop", "step" + at);
            deeper[at + 1] = deep[at];
        }
        together(python(thrown("E", "x", deep)), python(thrown("E", "x", deeper)));

        deep[40] = own("shop", "other");

        apart(python(thrown("E", "x", deep)), python(thrown("E", "x", deeper)));
    }

    @Test
    void aBundleIsTheSameAfterTheNextBuild() {
        together(
                javascript(thrown("TypeError", "x", file("https://cdn.example.org/r1/app.3f2a9b1c.js", "pay"))),
                javascript(thrown("TypeError", "x", file("https://cdn.example.org/r2/app.77bc01de.js", "pay"))));
    }

    @Test
    void codeInAPageIsTheSameOnEveryPage() {
        together(
                javascript(thrown("TypeError", "x", file("https://shop.example.org/cart/7", "pay"))),
                javascript(thrown("TypeError", "x", file("https://shop.example.org/orders", "pay"))));
    }

    @Test
    void namesThatAMinifierMadeDoNotCount() {
        var named = "{'filename':'/app.min.js','function':'Cart.pay','lineno':1,'colno':812,'in_app':true}";
        var built = "{'filename':'/app.min.js','function':'t.e','lineno':1,'colno':9000,'in_app':true}";
        var rebuilt = "{'filename':'/app.min.js','function':'a','lineno':1,'colno':9100,'in_app':true}";

        together(javascript(thrown("E", "x", named, built)), javascript(thrown("E", "x", named, rebuilt)));
    }

    @Test
    void reflectionThatTheRuntimeSwapsDoesNotCount() {
        var before = Grouping.of(java(thrown(
                "E",
                "x",
                library("java.lang.Thread", "run"),
                library("jdk.internal.reflect.NativeMethodAccessorImpl", "invoke0"),
                own("shop.Cart", "pay"))));
        var after = Grouping.of(java(thrown(
                "E",
                "x",
                library("java.lang.Thread", "run"),
                library("jdk.internal.reflect.GeneratedMethodAccessor17", "invoke"),
                own("shop.Cart", "pay"))));

        assertThat(before.secondary()).isEqualTo(after.secondary());
    }
}
