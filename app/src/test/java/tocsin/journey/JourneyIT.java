package tocsin.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that uses an unmodified SDK crashes, and a developer reads why, through the API and on a page. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    static Path data;

    private static final Map<Sdk, JsonNode> EVENTS = new EnumMap<>(Sdk.class);
    private static final Report REPORT = new Report();
    private static Tocsin tocsin;
    private static Chromium chromium;
    private static Shop shop;

    @BeforeAll
    static void start() {
        tocsin = Tocsin.on(data);
        chromium = new Chromium();
        shop = new Shop(chromium);
    }

    @AfterAll
    static void stop() {
        if (tocsin != null) {
            REPORT.write(tocsin.address);
            tocsin.close();
        }
        if (chromium != null) {
            shop.close();
            chromium.close();
        }
    }

    @Test
    @Order(1)
    void runSaysWhereItIsInOneLine() {
        var address = tocsin.address;

        assertThat(tocsin.output()).hasSize(1);
        assertThat(address.url()).matches("http://[^/]+");
        assertThat(address.dsn()).matches("http://[0-9a-f]{32}@[^/]+/1");
        assertThat(address.organization()).isEqualTo("acme");
        assertThat(address.project()).isEqualTo("web");
        assertThat(address.pid()).isEqualTo(tocsin.process.pid());
        assertThat(tocsin.get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void theFirstEventTurnsTheWaitingPage() throws Exception {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        page.navigate(tocsin.uri(tocsin.projectPath() + "/start").toString());
        assertThat(page.locator("main")).containsText(tocsin.address.dsn());

        shop.fail(Sdk.NODE, tocsin.address.dsn());

        page.waitForURL("**/issues/**", new Page.WaitForURLOptions().setTimeout(PATIENCE.toMillis()));
        assertThat(page.locator("main")).containsText("PaymentFailed");
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource
    @Order(3)
    void theApiKnowsWhatFailedWhereAndWhy(Sdk sdk) throws Exception {
        Sdk.Sent sent;
        Tap.Request request;
        try (var tap = new Tap(tocsin.uri("/").getPort())) {
            var dsn = tocsin.address.dsn().replaceFirst(":\\d+/", ":" + tap.port() + "/");
            sent = shop.fail(sdk, dsn);
            request = tap.requests().getLast();
        }
        var sentAt = System.nanoTime();
        var event = awaitEvent(sent.eventId());
        var issue = tocsin.api("/api/0/issues/" + event.required("groupID").asText() + "/");
        REPORT.add(new Report.Line(
                sdk,
                sent,
                request,
                issue.path("title").asText(),
                issue.path("shortId").asText(),
                Duration.ofNanos(System.nanoTime() - sentAt).toMillis()));
        EVENTS.put(sdk, event);

        assertThat(issue.required("title").asText()).isEqualTo(sdk.type + ": order 42 could not be charged");
        assertThat(issue.required("metadata").required("type").asText()).isEqualTo(sdk.type);
        assertThat(issue.required("metadata").required("value").asText()).isEqualTo("order 42 could not be charged");
        assertThat(issue.required("culprit").asText()).contains("charge");
        assertThat(issue.required("shortId").asText()).startsWith("WEB-");
        assertThat(issue.required("count").asInt()).isPositive();

        var exceptions = list(entry(event, "exception").required("values"));
        assertThat(exceptions).extracting(e -> e.path("type").asText()).containsExactly(sdk.causeType, sdk.type);
        assertThat(exceptions.getFirst().required("value").asText())
                .isEqualTo("no answer from the gateway for order 42");
        var frames = list(exceptions.getLast().required("stacktrace").required("frames"));
        assertThat(frames.getLast().required("function").asText()).endsWith("charge");
        assertThat(frames.getLast().required("inApp").asBoolean()).isTrue();
        assertThat(frames).anyMatch(frame -> frame.required("function").asText().endsWith("checkout"));
        if (sdk.source != null) {
            assertThat(frames.getLast().required("context").toString())
                    .contains(sdk.source.substring(0, sdk.source.length() - 1));
        }

        assertThat(tags(event))
                .containsEntry("shop", "lisbon")
                .containsEntry("environment", "e2e")
                .containsEntry("release", "shop@1.4.2");
        assertThat(event.required("user").required("email").asText()).isEqualTo("ada@example.org");
        assertThat(entry(event, "breadcrumbs").toString()).contains("two books in the cart");
    }

    @ParameterizedTest
    @EnumSource
    @Order(4)
    void aPersonFindsTheFailureInTheListAndReadsItsStack(Sdk sdk) {
        var event = EVENTS.get(sdk);
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        page.navigate(tocsin.uri(tocsin.projectPath() + "/issues").toString());
        var link = page.locator(
                        "main a[href*='/issues/" + event.required("groupID").asText() + "']")
                .first();
        assertThat(link).containsText(sdk.type);
        link.click();
        page.waitForURL("**/issues/**");
        assertThat(page.locator("main")).containsText("order 42 could not be charged");

        page.navigate(tocsin.uri(tocsin.projectPath() + "/issues/"
                        + event.required("groupID").asText() + "/events/"
                        + event.required("eventID").asText())
                .toString());

        var main = page.locator("main");
        var soon = new LocatorAssertions.ContainsTextOptions().setUseInnerText(true);
        assertThat(main).containsText(sdk.type, soon);
        assertThat(main).containsText(sdk.causeType, soon);
        assertThat(main).containsText("no answer from the gateway for order 42", soon);
        assertThat(main).containsText("charge", soon);
        assertThat(main).containsText("checkout", soon);
        assertThat(main).containsText("lisbon", soon);
        assertThat(main).containsText("e2e", soon);
        assertThat(main).containsText("shop@1.4.2", soon);
        assertThat(main).containsText("two books in the cart", soon);
        if (sdk.source != null) {
            assertThat(main).containsText(sdk.source, soon);
        }
        page.context().close();
    }

    private static JsonNode awaitEvent(String id) throws InterruptedException {
        var path = "/api/0/projects" + tocsin.projectPath() + "/events/" + id + "/";
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (tocsin.get(path).statusCode() != 200 && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        return tocsin.api(path);
    }

    private static JsonNode entry(JsonNode event, String type) {
        return list(event.required("entries")).stream()
                .filter(entry -> entry.required("type").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + event))
                .required("data");
    }

    private static Map<String, String> tags(JsonNode event) {
        var tags = new java.util.HashMap<String, String>();
        list(event.required("tags"))
                .forEach(tag -> tags.put(
                        tag.required("key").asText(), tag.required("value").asText()));
        return tags;
    }

    private static List<JsonNode> list(JsonNode array) {
        return new ArrayList<>(stream(array).toList());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
