package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.journey.Screens.SCHEMES;
import static tocsin.journey.Screens.name;
import static tocsin.journey.Screens.number;
import static tocsin.journey.Screens.shoot;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages on real data in a real browser: readable for everybody, quiet, and within their budgets. */
class PagesIT {

    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    @TempDir
    static Path data;

    private static Tocsin tocsin;
    private static Screens screens;
    private static String axe;

    @BeforeAll
    static void fill() throws Exception {
        tocsin = Tocsin.on(data);
        screens = new Screens(tocsin);
        axe = Files.readString(Tools.JAVASCRIPT.resolve("node_modules/axe-core/axe.min.js"));
        var project = tocsin.projectPath();
        var organization = "/" + tocsin.address.organization();
        // Taken now, because they look like this only as long as there is no event.
        for (var scheme : SCHEMES) {
            shootBoth(scheme, "first-event", project + "/start");
            shootBoth(scheme, "empty-list", project + "/issues");
        }
        Events.real().values().forEach(event -> Events.send(tocsin, event));
        try (var shop = new Shop(screens.chromium)) {
            PATHS.put("list", project + "/issues");
            PATHS.put(
                    "issue",
                    screens.pathOf(shop.fail(Sdk.PYTHON, tocsin.address.dsn()).eventId()));
        }
        enrol();
        PATHS.put("start", project + "/start");
        PATHS.put("organization", organization + "/issues");
        PATHS.put("project-settings", project + "/settings");
        PATHS.put("storage", project + "/settings/storage");
        PATHS.put("erasures", organization + "/settings/erasures");
        PATHS.put("disk", "/instance/storage");
        PATHS.put("health", "/instance/health");
        PATHS.put("grouping", project + "/settings/grouping");
        PATHS.put("outcomes", project + "/settings/outcomes");
        PATHS.put("sensors", project + "/settings/sensors");
        PATHS.put("members", organization + "/settings/members");
        PATHS.put("join", invite(organization, "new.colleague@example.org"));
        PATHS.put("instance", "/instance");
        PATHS.put("instance-audit", "/instance/audit");
        PATHS.put("instance-organization", "/instance/organizations/" + tocsin.address.organization());
        PATHS.put("tokens", organization + "/settings/tokens");
        PATHS.put("account", "/account");
        PATHS.put("forwarding", project + "/settings/forwarding");
        PATHS.put("deliveries", organization + "/settings/deliveries");
        PATHS.put("mail", "/account/mail");
    }

    @AfterAll
    static void stop() {
        if (screens != null) {
            screens.close();
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
        for (var scheme : SCHEMES) {
            for (var page : List.of(screens.desk(scheme), screens.phone(scheme))) {
                assertNothingSerious(page, PATHS.get(name), name + " in " + name(scheme));
            }
        }
    }

    @Test
    void axeFindsNothingSeriousWhereOneLogsInOrArrives() {
        for (var scheme : SCHEMES) {
            assertNothingSerious(screens.chromium.desk(scheme), PATHS.get("join"), "arrival in " + name(scheme));
            var page = screens.open(screens.chromium.desk(scheme), PATHS.get("join"));
            shoot(page, "arrive-" + name(scheme));
            page.context().close();
            assertNothingSerious(screens.chromium.desk(scheme), "/login", "login in " + name(scheme));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageAsksNobodyElseAndComplainsOfNothing(String name) {
        var page = screens.desk(ColorScheme.LIGHT);
        var hosts = new ArrayList<String>();
        page.onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));
        var complaints = Screens.complaints(page);

        screens.open(page, PATHS.get(name));

        assertThat(hosts).isNotEmpty().containsOnly(tocsin.uri("/").getAuthority());
        assertThat(complaints).isEmpty();
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPhoneNeverScrollsSideways(String name) {
        var page = screens.open(screens.phone(ColorScheme.LIGHT), PATHS.get(name));

        // The screen's width, because a phone zooms out of a page that is too wide until nothing seems to be.
        assertThat(number(page, "document.documentElement.scrollWidth - screen.width"))
                .as("pixels beyond the right edge")
                .isLessThanOrEqualTo(0);
        page.context().close();
    }

    @Test
    void theIssuePageKeepsItsBudgets() {
        var page = screens.open(screens.desk(ColorScheme.LIGHT), PATHS.get("issue"));

        assertThat(number(page, "performance.getEntriesByType('navigation')[0].encodedBodySize"))
                .as("bytes of HTML")
                .isBetween(1.0, 60.0 * 1024);
        assertThat(bytes(page, ".js")).as("bytes of all scripts").isBetween(1.0, 45.0 * 1024);
        assertThat(bytes(page, ".css")).as("bytes of the stylesheet").isBetween(1.0, 25.0 * 1024);
        assertThat(number(page, "document.styleSheets.length"))
                .as("stylesheets")
                .isEqualTo(1);
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothingJumpsWhileAPageLoads(String name) {
        var page = screens.open(screens.desk(ColorScheme.LIGHT), PATHS.get(name));

        assertThat(number(page, """
                        () => new Promise(done => {
                          let shift = 0;
                          new PerformanceObserver(list => list.getEntries().forEach(e => shift += e.value))
                            .observe({ type: 'layout-shift', buffered: true });
                          setTimeout(() => done(shift), 300);
                        })""")).isZero();
        page.context().close();
    }

    @Test
    void theIssuePageIsPaintedAtOnce() {
        var page = screens.desk(ColorScheme.LIGHT);
        // The best of five: the budget is the page's, not that of whatever else the machine does.
        var millis = IntStream.range(0, 5)
                .mapToDouble(time -> number(screens.open(page, PATHS.get("issue")), """
                        () => new Promise(done => new PerformanceObserver(
                            list => done(Math.max(...list.getEntries().map(e => e.startTime))))
                          .observe({ type: 'largest-contentful-paint', buffered: true }))"""))
                .min()
                .orElseThrow();

        assertThat(millis).isLessThan(400);
        page.context().close();
    }

    @Test
    void theListIsWalkedByKeyboard() {
        var page = screens.open(screens.desk(ColorScheme.LIGHT), PATHS.get("list"));
        var second = page.locator("main a[href*='/issues/']").nth(1).getAttribute("href");

        for (var key : List.of("j", "j", "j", "k", "Enter")) {
            page.keyboard().press(key);
        }

        page.waitForURL("**" + second + "**");
        page.context().close();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPictureShowsItAsPeopleSeeIt(String name) {
        for (var scheme : SCHEMES) {
            shootBoth(scheme, name, PATHS.get(name));

            assertThat(Screens.SHOTS.resolve(name + "-" + name(scheme) + ".png"))
                    .isNotEmptyFile();
        }
    }

    @Test
    void breadcrumbsNarrowByKindAndToWarningsTogether() throws IOException {
        var event = Events.send(tocsin, Tocsin.JSON.readTree("""
                {"message":"narrow","breadcrumbs":[{"type":"http","message":"a","level":"warning"},
                 {"type":"http","message":"b"},{"type":"query","message":"c","level":"error"}]}"""));
        var page = screens.open(screens.desk(ColorScheme.LIGHT), screens.pathOf(event));

        // One row more each time: the crash itself stays.
        assertThat(page.locator(".crumb:visible").count()).isEqualTo(4);
        page.locator(".trail-filter label:has([value=http])").click();
        assertThat(page.locator(".crumb:visible").count()).isEqualTo(3);
        page.locator(".trail-filter label:has([value=warnings])").click();
        assertThat(page.locator(".crumb:visible").allInnerTexts()).hasSize(2).anyMatch(text -> text.contains("a"));
        page.locator(".trail-filter label:has([value=all])").click();
        assertThat(page.locator(".crumb:visible").count()).isEqualTo(3);
        page.context().close();
    }

    @Test
    void aPersonsThemeCountsMoreThanTheSystems() {
        var colours = new LinkedHashMap<String, Object>();
        for (var scheme : SCHEMES) {
            var page = screens.open(screens.desk(scheme), PATHS.get("list"));
            for (var theme : List.of("system", "light", "dark")) {
                colours.put(name(scheme) + " " + theme, page.evaluate("""
                        theme => {
                          document.documentElement.dataset.theme = theme;
                          const style = getComputedStyle(document.body);
                          return style.color + ' on ' + style.backgroundColor;
                        }""", theme));
            }
            page.context().close();
        }

        assertThat(colours.get("light system")).isNotEqualTo(colours.get("dark system"));
        assertThat(colours.get("dark light")).isEqualTo(colours.get("light system"));
        assertThat(colours.get("light dark")).isEqualTo(colours.get("dark system"));
    }

    /** The path of the link. */
    private static String invite(String organization, String email) throws IOException {
        var answer = tocsin.send(HttpRequest.newBuilder(tocsin.uri("/api/0/organizations" + organization + "/members/"))
                .header("Authorization", "Bearer " + tocsin.address.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"" + email + "\"}")));
        return URI.create(Tocsin.JSON.readTree(answer.body()).get("inviteLink").asText())
                .getPath();
    }

    /** So that the page has a table, and no token that is shown once. */
    private static void enrol() throws IOException {
        var enrolment = post(
                "/api/v1/organizations/" + tocsin.address.organization() + "/projects/" + tocsin.address.project()
                        + "/enrolments",
                tocsin.address.token(),
                "{\"label\":\"the fleet\",\"most\":10,\"hours\":24}");
        post("/api/v1/sensor", enrolment, "{\"name\":\"web1\",\"version\":\"1.4.2\"}");
    }

    /** @return the token in the answer */
    private static String post(String path, String token, String json) throws IOException {
        var answer = tocsin.send(HttpRequest.newBuilder(tocsin.uri(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        return Tocsin.JSON.readTree(answer.body()).required("token").asText();
    }

    private static void shootBoth(ColorScheme scheme, String name, String path) {
        for (var desk : List.of(true, false)) {
            var page = screens.open(desk ? screens.desk(scheme) : screens.phone(scheme), path);
            shoot(page, name + (desk ? "-" : "-phone-") + name(scheme));
            page.context().close();
        }
    }

    private static void assertNothingSerious(Page page, String path, String what) {
        page.context().addInitScript(axe);
        screens.open(page, path);
        var found = (List<?>) page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(v => ['serious', 'critical'].includes(v.impact))
                    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | '))""");

        assertThat(found).as(what).isEmpty();
        page.context().close();
    }

    private static double bytes(Page page, String suffix) {
        return number(page, """
                performance.getEntriesByType('resource')
                    .filter(r => new URL(r.name).pathname.endsWith('%s'))
                    .reduce((sum, r) => sum + r.encodedBodySize, 0)""".formatted(suffix));
    }
}
