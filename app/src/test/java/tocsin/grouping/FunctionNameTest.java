package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent.Frame;

class FunctionNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JVM     | lambda$checkout$3                      | lambda$checkout$
            JVM     | access$1700                            | access$
            JVM     | total$lambda-4                         | total$lambda$
            JVM     | $anonfun$run$1                         | $anonfun$run$
            JVM     | <init>                                 | <init>
            BROWSER | Object.callback                        | callback
            BROWSER | Foo.prototype.testMethod               | testMethod
            BROWSER | Hub.Object.<anonymous>.Hub.capture     | capture
            BROWSER | Cart.total [as sum]                    | total
            BROWSER | async Cart.pay                         | pay
            BROWSER | new Cart                               | Cart
            BROWSER | outer/inner<                           | inner
            NODE    | Module._compile                        | _compile
            PYTHON  | checkout                               | checkout
            RUBY    | block in checkout                      | checkout
            RUBY    | block (2 levels) in checkout           | checkout
            RUBY    | rescue in block in checkout            | checkout
            RUBY    | _app_views_cart_show_html_erb__2347_70 | _app_views_cart_show_html_erb
            GO      | main.func1                             | main.func
            GO      | (*Server).Serve.func2.1                | (*Server).Serve.func
            GO      | (*Server).Serve-fm                     | (*Server).Serve
            DOTNET  | lambda_method12                        | lambda_method
            DOTNET  | Pay(Int32 id)                          | Pay
            NATIVE  | shop::Cart::pay(int, char const*) const| shop::Cart::pay
            NATIVE  | void shop::add<int, long>(int)         | shop::add<T>
            NATIVE  | std::map<int, std::list<long> >::find  | std::map<T>::find
            NATIVE  | shop::Cart::operator()(int)            | shop::Cart::operator()
            NATIVE  | >2                                     | >2
            NATIVE  | shop::Cart::operator<(shop::Cart)      | shop::Cart::operator<
            NATIVE  | shop::Cart::operator->()               | shop::Cart::operator->
            NATIVE  | operator new(unsigned long)            | operator new
            NATIVE  | shop::`anonymous namespace'::pay       | shop::{anonymous}::pay
            NATIVE  | shop::(anonymous namespace)::pay()     | shop::{anonymous}::pay
            NATIVE  | ?A0xc3a0617d::pay                      | {anonymous}::pay
            NATIVE  | pay.isra.0                             | pay
            NATIVE  | pay.cold.1                             | pay
            NATIVE  | pay [clone .constprop.3]               | pay
            NATIVE  | _pop$VARIANT$mp                        | _pop
            NATIVE  | pay+0x1a2                              | pay
            NATIVE  | -[Cart pay:]                           | -[Cart pay:]
            NATIVE  | __21-[Cart pay:]_block_invoke.563      | -[Cart pay:]
            NATIVE  | closure #1 in closure #2 in Cart.pay() | Cart.pay
            NATIVE  | shop::cart::pay::h0123456789abcdef     | shop::cart::pay
            NATIVE  | shop::pay::{{closure}}                 | shop::pay::{{closure}}
            NATIVE  | <shop::Cart<T, H> as core::Pay>::pay   | <shop::Cart<T> as core::Pay>::pay
            """)
    void theNextBuildCallsItTheSame(Family family, String sent, String expected) {
        assertThat(FunctionName.of(frame(sent, null), family)).isEqualTo(new FunctionName(expected, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PYTHON  | <lambda>                      | <lambda>
            PYTHON  | checkout.<locals>.<lambda>    | checkout.<locals>.<lambda>
            PHP     | Shop\\{closure}               | Shop\\{closure}
            PHP     | Cart::{closure:Cart::pay():4} | Cart::{closure}
            DOTNET  | <OnGet>b__3_0                 | OnGet lambda
            """)
    void aNameThatManyShareIsNotEnough(Family family, String sent, String expected) {
        assertThat(FunctionName.of(frame(sent, null), family)).isEqualTo(new FunctionName(expected, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "<anonymous>",
                "Anonymous function",
                "<unknown>",
                "<redacted>",
                "0x7ffe12ab",
                "test/<",
                "Object.<anonymous>"
            })
    void whatIsNoNameIsNone(String sent) {
        assertThat(FunctionName.of(frame(sent, null), Family.BROWSER)).isEqualTo(new FunctionName(null, true));
    }

    @ParameterizedTest
    @CsvSource({
        "MoveNext, Shop.Cart+<PayAsync>d__12, PayAsync",
        "MoveNext, Shop.Cart+<PayAsync>d__3`1, PayAsync",
        "<Main>g__Total|0_1, Shop.Cart, Total"
    })
    void whatACompilerMadeOfAMethodKeepsItsName(String sent, String module, String expected) {
        assertThat(FunctionName.of(frame(sent, module), Family.DOTNET)).isEqualTo(new FunctionName(expected, false));
    }

    private static Frame frame(String function, String module) {
        return Frames.of(null, function, module, null);
    }
}
