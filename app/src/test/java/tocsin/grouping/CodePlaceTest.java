package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.sentry.SentryEvent.Frame;

class CodePlaceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BROWSER | https://cdn.example.org/static/3f2a9b1c/app.js?v=7 | app.js
            BROWSER | https://cdn.example.org/app.3f2a9b1c.js            | app.js
            BROWSER | /assets/index-DfG7h_2k.js                          | assets/index.js
            BROWSER | /assets/cart-4BX7QK2A.js                           | cart.js
            BROWSER | /assets/158.a1b2c3d4.chunk.js                      | 158.chunk.js
            BROWSER | /assets/shopping-cart.js                           | shopping-cart.js
            BROWSER | https://shop.example.org/cart/12                   | <page>
            BROWSER | https://shop.example.org/index.html                | <page>
            NODE    | /srv/releases/20261121100000/src/cart/route.ts     | cart/route.ts
            NODE    | /srv/releases/20261121100000/index.js              | releases/index.js
            NODE    | node:internal/process/task_queues                  | task_queues
            PYTHON  | /srv/v1.2.3/shop/__init__.py                       | shop/__init__.py
            PHP     | /var/www/Cart.php                                  | cart.php
            DOTNET  | C:\\build\\Shop\\Cart.cs                           | cart.cs
            """)
    void aFileIsTheSameInTheNextRelease(Family family, String filename, String expected) {
        assertThat(CodePlace.of(frame(filename, null, null), family)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JVM     | shop.Cart$$EnhancerBySpringCGLIB$$1ea2dd | shop.Cart
            JVM     | shop.Cart$$Lambda$14/0x000000080018      | shop.Cart
            JVM     | shop.Cart$$ExternalSyntheticLambda0      | shop.Cart
            JVM     | shop.Cart$HibernateProxy$aBc             | shop.Cart
            JVM     | shop.Cart$1                              | shop.Cart$
            JVM     | shop.Utf8                                | shop.Utf8
            DOTNET  | Shop.Cart+<PayAsync>d__12                | Shop.Cart
            DOTNET  | Shop.Cart+<>c__DisplayClass3_0           | Shop.Cart
            DOTNET  | Shop.List`1[[System.String]]             | Shop.List
            BROWSER | sentry/dist/app                          | sentry/dist/app
            BROWSER | 5788ef38fefa0df624cb96af56fd1435/app     | app
            """)
    void aModuleIsTheSameInTheNextRun(Family family, String module, String expected) {
        assertThat(CodePlace.of(frame(null, module, null), family)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C:\\WINDOWS\\System32\\KERNEL32.DLL | kernel32.dll
            /usr/lib/system/libsystem_c.dylib   | libsystem_c.dylib
            """)
    void aBinaryIsTheSameOnTheNextMachine(String binary, String expected) {
        assertThat(CodePlace.of(frame(null, null, binary), Family.NATIVE)).isEqualTo(expected);
    }

    private static Frame frame(String filename, String module, String binary) {
        return Frames.of(filename, null, module, binary);
    }
}
