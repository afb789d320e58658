package tocsin.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.grouping.Glob;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

class InboundFilterTest {

    private static final Filters ALL = new Filters(
            true,
            true,
            true,
            true,
            true,
            List.of("shop@1.*", "*-dev"),
            List.of("*ResizeObserver loop*", "TimeoutError: gone"),
            List.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/32"));

    private final InboundFilter filter = new InboundFilter(ALL);

    @Test
    void nobodyFiltersWhoNeverChose() {
        var event = event("{'release': 'shop@1.0', 'request': {'url': 'http://localhost/'}}");

        assertThat(InboundFilter.NONE.reason(event, "10.0.0.1")).isEmpty();
    }

    @Test
    void anOrdinaryEventIsWanted() {
        var event = event(
                "{'release': 'shop@2.0', 'transaction': '/cart', 'message': 'no', "
                        + "'request': {'url': 'https://shop.example/', 'headers': {'User-Agent': '"
                        + "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
                        + "'}}, 'exception': [{'type': 'E', 'value': 'v', 'stacktrace': {'frames': [{'filename': 'app.js'}]}}]}");

        assertThat(filter.reason(event, "203.0.113.9")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
                "facebookexternalhit/1.1",
                "Slackbot-LinkExpanding 1.0",
                "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)"
            })
    void crawlersAreKnownByTheirName(String agent) {
        assertThat(filter.reason(by(agent), null)).contains("web-crawlers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)",
                "Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko",
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/64.0 Safari/537.36 Edge/17.17134",
                "Opera/9.80 (Windows NT 6.1) Presto/2.12 Version/12.16",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_6_8) AppleWebKit/534.57 Version/5.1.7 Safari/534.57.2",
                "Mozilla/5.0 (Linux; U; Android 2.3.5; en-us) AppleWebKit/533.1 Version/4.0 Mobile Safari/533.1"
            })
    void browsersOfOldAreKnownByTheirVersion(String agent) {
        assertThat(filter.reason(by(agent), null)).contains("legacy-browsers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 OPR/112.0.0.0"
            })
    void browsersOfTodayAreWelcome(String agent) {
        assertThat(filter.reason(by(agent), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/a, localhost",
        "http://127.0.0.1/, localhost",
        "http://[::1]:3000/, localhost",
        "https://localhost.example.com/,",
        "https://example.com/localhost,"
    })
    void aUrlIsOnThisMachineByItsHost(String url, String reason) {
        assertThat(filter.reason(event("{'request': {'url': '" + url + "'}}"), null)
                        .orElse(null))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "10.200.3.4, ip-address",
        "192.0.2.7, ip-address",
        "192.0.2.8,",
        "2001:db8:1::1, ip-address",
        "2001:db9::1,"
    })
    void aSenderIsInANetworkOrNot(String sender, String reason) {
        assertThat(filter.reason(event("{'message': 'x'}"), sender).orElse(null))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"shop@1.7, release-version", "SHOP@1.7-dev, release-version", "shop@2.0,", "myshop@1.7,"})
    void releasesAreComparedAsAWhole(String release, String reason) {
        assertThat(filter.reason(event("{'release': '" + release + "'}"), null).orElse(null))
                .isEqualTo(reason);
    }

    @Test
    void messagesAreThoseOfLogsAndOfExceptions() {
        assertThat(filter.reason(event("{'message': 'a resizeobserver loop limit'}"), null))
                .contains("error-message");
        assertThat(filter.reason(event("{'exception': [{'type': 'TimeoutError', 'value': 'gone'}]}"), null))
                .contains("error-message");
        assertThat(filter.reason(event("{'exception': [{'type': 'TimeoutError', 'value': 'gone.'}]}"), null))
                .isEmpty();
    }

    @Test
    void extensionsAreKnownByTheirFrames() {
        assertThat(filter.reason(
                        event("{'exception': [{'type': 'E', 'stacktrace': {'frames': [{'abs_path': "
                                + "'chrome-extension://abc/content.js'}]}}]}"),
                        null))
                .contains("browser-extensions");
    }

    @ParameterizedTest
    @CsvSource({"GET /healthz, filtered-transaction", "/api/health, filtered-transaction", "/wealth,"})
    void healthChecksAreKnownByTheirTransaction(String transaction, String reason) {
        assertThat(filter.reason(event("{'transaction': '" + transaction + "'}"), null)
                        .orElse(null))
                .isEqualTo(reason);
    }

    @Test
    void aGlobOfManyStarsEndsInTime() {
        var glob = new Glob("*a".repeat(90));

        assertThat(glob.matches("a".repeat(8000) + "b")).isFalse();
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(FilterJson.read(FilterJson.write(ALL))).isEqualTo(ALL);
        assertThat(FilterJson.read(null)).isEqualTo(Filters.NONE);
        assertThat(FilterJson.problem("10.0.0.0/33")).isPresent();
        assertThat(FilterJson.problem("example.com")).isPresent();
    }

    private static SentryEvent by(String agent) {
        return event("{'request': {'headers': {'User-Agent': '" + agent + "'}}}");
    }

    private static SentryEvent event(String json) {
        return EventParser.parse(json.replace('\'', '"').getBytes(UTF_8), Received.at(Instant.EPOCH));
    }
}
