package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages on real data, in a real browser: for everybody, within their budgets, and without giving way to an attacker. */
class PagesIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    @TempDir
    static Path data;

    private static Tocsin tocsin;
    private static Chromium chromium;
    private static String axe;
    private static String hostile;

    @BeforeAll
    static void fill() throws Exception {
        tocsin = Tocsin.on(data);
        chromium = new Chromium();
        axe = Files.readString(Tools.JAVASCRIPT.resolve("node_modules/axe-core/axe.min.js"));
        // Taken now, because this page is gone once there is an event.
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            shoot(chromium.desk(scheme), tocsin.projectPath() + "/start", "first-event-" + name(scheme));
            shoot(chromium.phone(scheme), tocsin.projectPath() + "/start", "first-event-phone-" + name(scheme));
        }
        Events.real().forEach(event -> Events.send(tocsin, event));
        hostile = Events.send(tocsin, Events.hostile());
        try (var shop = new Shop(chromium)) {
            var failure = shop.fail(Sdk.PYTHON, tocsin.address.dsn());
            var project = tocsin.projectPath();
            PATHS.put("list", project + "/issues");
            PATHS.put("issue", pageOf(failure.eventId()));
            PATHS.put("first-event", project + "/start");
            PATHS.put("organization", "/" + tocsin.address.organization() + "/issues");
            PATHS.put("project-settings", project + "/settings");
            PATHS.put("members", "/" + tocsin.address.organization() + "/settings/members");
            PATHS.put("tokens", "/" + tocsin.address.organization() + "/settings/tokens");
            PATHS.put("account", "/account");
        }
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (tocsin != null) {
            tocsin.close();
        }
    }

    static Stream<String> pages() {
        return PATHS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void axeFindsNothingSerious(String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var page : List.of(chromium.desk(scheme), chromium.phone(scheme))) {
                page.context().addInitScript(axe);
                Chromium.logIn(page, tocsin);
                open(page, PATHS.get(name));

                assertThat(serious(page)).as(name + " in " + name(scheme)).isEmpty();
                page.context().close();
            }
        }
    }

    @Test
    void axeFindsNothingSeriousWhereOneLogsIn() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            var page = chromium.desk(scheme);
            page.context().addInitScript(axe);
            open(page, "/login");

            assertThat(serious(page)).as("login in " + name(scheme)).isEmpty();
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("login-" + name(scheme) + ".png")));
            page.context().close();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageAsksNobodyElseAndComplainsOfNothing(String name) {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        var hosts = new ArrayList<String>();
        var complaints = complaints(page);
        page.onRequest(request -> hosts.add(host(request)));
        open(page, PATHS.get(name));

        assertThat(hosts).isNotEmpty().containsOnly(tocsin.uri("/").getAuthority());
        assertThat(complaints).isEmpty();
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPhoneNeverScrollsSideways(String name) {
        var page = chromium.phone(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        open(page, PATHS.get(name));

        assertThat(number(page, "document.documentElement.scrollWidth - innerWidth"))
                .as("pixels of %s beyond the right edge", name)
                .isLessThanOrEqualTo(0);
        page.context().close();
    }

    @Test
    void theIssuePageKeepsItsBudgets() {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        open(page, PATHS.get("issue"));

        assertThat(number(page, "performance.getEntriesByType('navigation')[0].encodedBodySize"))
                .as("bytes of HTML")
                .isBetween(1L, 60L * 1024);
        assertThat(number(page, bytes(".js"))).as("bytes of all scripts").isBetween(1L, 45L * 1024);
        assertThat(number(page, bytes(".css"))).as("bytes of the stylesheet").isBetween(1L, 25L * 1024);
        assertThat(number(page, "document.styleSheets.length")).isEqualTo(1);
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothingJumpsWhileAPageLoads(String name) {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        open(page, PATHS.get(name));
        open(page, PATHS.get(name));

        assertThat(page.evaluate("""
                        () => new Promise(done => {
                          let shift = 0;
                          new PerformanceObserver(list => list.getEntries().forEach(e => shift += e.value))
                            .observe({ type: 'layout-shift', buffered: true });
                          setTimeout(() => done(shift), 300);
                        })""").toString()).isEqualTo("0");
        page.context().close();
    }

    @Test
    void theIssuePageIsPaintedAtOnce() {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        open(page, PATHS.get("issue"));
        open(page, PATHS.get("issue"));

        var millis = ((Number) page.evaluate("""
                        () => new Promise(done => new PerformanceObserver(
                            list => done(Math.max(...list.getEntries().map(e => e.startTime))))
                          .observe({ type: 'largest-contentful-paint', buffered: true }))""")).doubleValue();

        assertThat(millis).isLessThan(400);
        page.context().close();
    }

    @Test
    void theListIsWalkedByKeyboard() {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        open(page, PATHS.get("list"));
        var links = page.locator("main a[href*='/issues/']");
        var second = links.nth(1).getAttribute("href");

        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.keyboard().press("Enter");

        page.waitForURL("**" + second + "**");
        page.context().close();
    }

    @Test
    void scriptInAnEventStaysText() {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        var complaints = complaints(page);
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        for (var path : List.of(PATHS.get("list"), PATHS.get("organization"), pageOf(hostile))) {
            open(page, path);

            assertThat(page.locator("main").innerText()).contains("alert(1)");
            assertThat(page.locator("img[src='x']").count()).isZero();
            assertThat(page.locator("[href^='javascript:'], [src^='javascript:'], [onerror]")
                            .count())
                    .isZero();
        }
        page.locator("summary").all().forEach(summary -> summary.evaluate("e => e.parentElement.open = true"));
        page.waitForTimeout(300);

        assertThat(complaints).isEmpty();
        page.context().close();
    }

    @Test
    void everyRealEventIsShown() {
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        for (var event : Events.real()) {
            var path = pageOf(Events.send(tocsin, event));

            assertThat(page.navigate(tocsin.uri(path).toString()).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(page.locator("main h1").count()).as(path).isEqualTo(1);
        }
        page.context().close();
    }

    @Test
    void screenshotsShowItAsPeopleSeeIt() throws IOException {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var name : PATHS.keySet()) {
                shoot(chromium.desk(scheme), PATHS.get(name), name + "-" + name(scheme));
                shoot(chromium.phone(scheme), PATHS.get(name), name + "-phone-" + name(scheme));
            }
        }
        try (var files = Files.list(SCREENSHOTS)) {
            assertThat(files.count()).isGreaterThanOrEqualTo(4L * PATHS.size());
        }
    }

    private static String pageOf(String eventId) {
        var event = tocsin.api("/api/0/projects" + tocsin.projectPath() + "/events/" + eventId + "/");
        return tocsin.projectPath() + "/issues/" + event.required("groupID").asText() + "/events/" + eventId;
    }

    private static void shoot(Page page, String path, String name) {
        Chromium.logIn(page, tocsin);
        open(page, path);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        page.context().close();
    }

    private static void open(Page page, String path) {
        var response = page.navigate(tocsin.uri(path).toString());
        assertThat(response.status()).as(path).isEqualTo(200);
        // Not until the network is idle: a page that listens for events never is.
        page.waitForLoadState(LoadState.LOAD);
    }

    private static List<String> serious(Page page) {
        var found = page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(v => ['serious', 'critical'].includes(v.impact))
                    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | '))""");
        return ((List<?>) found).stream().map(Object::toString).toList();
    }

    private static List<String> complaints(Page page) {
        var complaints = new ArrayList<String>();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        return complaints;
    }

    private static String bytes(String suffix) {
        return "performance.getEntriesByType('resource').filter(r => new URL(r.name).pathname.endsWith('" + suffix
                + "')).reduce((sum, r) => sum + r.encodedBodySize, 0)";
    }

    private static long number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).longValue();
    }

    private static String host(Request request) {
        return URI.create(request.url()).getAuthority();
    }

    private static String name(ColorScheme scheme) {
        return scheme.name().toLowerCase(java.util.Locale.ROOT);
    }
}
