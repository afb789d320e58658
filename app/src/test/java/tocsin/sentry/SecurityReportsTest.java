package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.grouping.Grouping;

class SecurityReportsTest {

    private static final SecurityReports.Circumstances AROUND =
            new SecurityReports.Circumstances("shop@1", null, "Mozilla/5.0");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            script-src-elem         | https://evil.example:8443/a.js?b | Blocked 'script' from 'evil.example'
            script-src              | inline                           | Blocked inline 'script'
            script-src              | eval                             | Blocked eval in 'script'
            img-src                 | data                             | Blocked 'img' from 'data'
            font-src                | data:font/woff2;base64,xyz       | Blocked 'font' from 'data:'
            form-action             | https://shop.example/pay         | Blocked 'form' from 'self'
            style-src 'self' https: | https://cdn.example/a.css        | Blocked 'style' from 'cdn.example'
            <b>                     | https://cdn.example/a.css        | Blocked 'unknown' from 'cdn.example'
            """)
    void theTitleSaysWhatWasBlockedFromWhere(String directive, String blocked, String title) {
        var event = only("{\"csp-report\":{\"document-uri\":\"https://shop.example/cart\",\"violated-directive\":\""
                + directive + "\",\"blocked-uri\":\"" + blocked + "\"}}");

        assertThat(title(event)).isEqualTo(title);
        assertThat(event.release()).isEqualTo("shop@1");
        assertThat(event.request().url()).isEqualTo("https://shop.example/cart");
    }

    @Test
    void theNewerReportsSayTheSame() {
        var event = only("[{\"type\":\"csp-violation\",\"user_agent\":\"Chrome\",\"body\":{\"documentURL\":"
                + "\"https://shop.example/\",\"blockedURL\":\"https://evil.example/x\",\"effectiveDirective\":"
                + "\"script-src-elem\"}},{\"type\":\"deprecation\",\"body\":{}}]");

        assertThat(title(event)).isEqualTo("Blocked 'script' from 'evil.example'");
        assertThat(event.fingerprint()).containsExactly("csp", "script-src-elem", "evil.example");
    }

    @Test
    void certificatesAndPinsAreToldByTheirHost() {
        assertThat(title(only("{\"expect-ct-report\":{\"hostname\":\"a.example\"}}")))
                .isEqualTo("Expect-CT failed for 'a.example'");
        assertThat(title(only("{\"expect-staple-report\":{\"hostname\":\"a.example\"}}")))
                .isEqualTo("Expect-Staple failed for 'a.example'");
        assertThat(title(only("{\"hostname\":\"a.example\",\"known-pins\":[],\"date-time\":\"2026-01-02T03:04:05Z\"}")))
                .isEqualTo("Public key pinning failed for 'a.example'");
    }

    @Test
    void whatIsNoReportIsRefusedAndOtherKindsAreCounted() {
        assertThatThrownBy(() -> read("5")).isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> read("[1]")).isInstanceOf(MalformedEvent.class);
        assertThat(read("[" + "{},".repeat(99) + "{}]").others()).isEqualTo(100);
        assertThat(read("[" + "{\"csp-report\":{}},".repeat(99) + "{}]").events())
                .hasSize(20);
    }

    private static String title(SentryEvent event) {
        return Grouping.of(event).type();
    }

    private static SentryEvent only(String body) {
        return EventParser.parse(read(body).events().getFirst(), Received.at(Instant.now()));
    }

    private static SecurityReports read(String body) {
        return SecurityReports.read(body.getBytes(UTF_8), AROUND);
    }
}
