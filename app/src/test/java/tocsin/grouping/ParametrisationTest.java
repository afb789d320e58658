package tocsin.grouping;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametrisationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cannot mail jo.doe+x@shop.example.org now     | cannot mail <email> now
            GET https://shop.example.org/cart?id=7 failed | GET <url> failed
            no route to db-3.prod.internal                | no route to <host>
            refused by localhost                          | refused by <host>
            refused by 10.1.2.3                           | refused by <ip>
            refused by fe80::1ff:fe23:4567:890a           | refused by <ip>
            refused by ::1                                | refused by <ip>
            cart 74e45def-dd8e-4b7a-b5a7-fab97a534875 gone| cart <uuid> gone
            commit 3f2a9b1 is missing                     | commit <hash> is missing
            d41d8cd98f00b204e9800998ecf8427e unknown      | <hash> unknown
            bad pointer 0x7ffe12ab                        | bad pointer <address>
            trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 lost | trace <trace> lost
            due 2026-11-21T10:00:00.123Z                  | due <date>
            due 2026-11-21 10:00:00,123                   | due <date>
            due 2026-11-21                                | due <date>
            due 21/11/2026 at 10:00                       | due <date> at <date>
            due Sat, 21 Nov 2026 10:00:00 GMT             | due <date>
            due Nov 21 10:00:00                           | due <date>
            took 5000 ms                                  | took <duration>
            took 1.5s                                     | took <duration>
            took 1h30m12s                                 | took <duration>
            timed out after 10 seconds                    | timed out after <duration>
            allocate 17203212 bytes, 7MB free             | allocate <size>, <size> free
            order 5521 not found                          | order <number> not found
            order-5521 not found                          | order-<number> not found
            user_42 not found                             | user_<number> not found
            Index 5 out of bounds for length 3            | Index <number> out of bounds for length <number>
            balance is -12.50                             | balance is <number>
            1,024 rows of 1.5e6                           | <number> rows of <number>
            customer cus_9s6XKzkNRiz8i3 is gone           | customer <id> is gone
            cannot open /var/folders/x9/tmp1/a.txt        | cannot open <path>
            cannot open C:\\Users\\jo\\a.txt              | cannot open <path>
            name="Jo Doe" is taken                        | name=<text> is taken
            {"name": "Jo Doe"}                            | {"name":<text>}
            """)
    void whatVariesBecomesAWord(String message, String expected) {
        assertThat(Parametrisation.of(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status 404",
                "status code: 503",
                "Request failed with status code 502",
                "HTTP 500",
                "HTTP/1.1 502 Bad Gateway",
                "429 Client Error: Too Many Requests",
                "404 Not Found",
                "SQLSTATE[23000]: Integrity constraint violation",
                "[Errno 13] Permission denied",
                "No such file (os error 2)",
                "killed by signal 9",
                "exited with code 137",
                "exit status 1",
                "errorCode=2",
                "ORA-00942: table or view does not exist",
                "needs version 3.11",
                "requires 1.2.3 or newer",
                "Version=4.0.0.0, Culture=neutral",
                "found v2",
                "connect ECONNREFUSED <host>:5432",
                "port 5432 is taken",
            })
    void whatSaysWhatIsWrongStays(String message) {
        assertThat(Parametrisation.of(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot read properties of undefined (reading 'price')",
                "'NoneType' object has no attribute 'total'",
                "com.acme.shop.Cart cannot be cast to java.lang.String",
                "module.exports is not a function in utf8.js",
                "no such column: o.created",
                "std::bad_alloc",
                "GET /api/orders",
            })
    void whatTheProgramWroteStays(String message) {
        assertThat(Parametrisation.of(message)).isEqualTo(message);
    }

    @Test
    void aPortThatTheSystemHandsOutVaries() {
        assertThat(Parametrisation.of("lost 10.0.0.1:53412, wanted 10.0.0.1:5432"))
                .isEqualTo("lost <ip>:<number>, wanted <ip>:5432");
    }

    @Test
    void onlyTheFirstTwoLinesThatSaySomethingCount() {
        assertThat(Parametrisation.of("\n  \n  first \r\n\n second\nthird")).isEqualTo("first second");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "1", "1.", "a@", "a.", "0:", "::", "-", "/", "\\", "=\"", "'", "aB1_", "1d", "Jan ", "é", "\n",
                "00-"
            })
    @Timeout(value = 5, unit = SECONDS)
    void aMegabyteOfAnythingTakesNoTime(String piece) {
        var message = piece.repeat(1_000_000 / piece.length());

        for (var time = 0; time < 20; time++) {
            assertThat(Parametrisation.of(message)).hasSizeLessThan(8_000);
        }
    }
}
