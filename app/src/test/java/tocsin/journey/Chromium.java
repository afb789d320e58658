package tocsin.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;

/** The browser of the journeys. Whatever it shows comes from loopback; it calls nobody home. */
final class Chromium implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        // npm's playwright-core is the driver; the one that comes as a jar carries three browsers.
        System.setProperty(
                "playwright.cli.dir", Tools.JAVASCRIPT.resolve("driver").toString());
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        Tools.command("node").toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Tools.CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
    }

    /** Somebody at a desk whom the server does not know. */
    Page desk(ColorScheme scheme) {
        return desk(scheme, null);
    }

    /** Somebody at a desk with the cookies of {@code state}. */
    Page desk(ColorScheme scheme, String state) {
        return page(options(scheme, state).setViewportSize(1360, 860));
    }

    /** The same with a phone. */
    Page phone(ColorScheme scheme, String state) {
        return page(options(scheme, state)
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true));
    }

    private static Browser.NewContextOptions options(ColorScheme scheme, String state) {
        var options = new Browser.NewContextOptions().setColorScheme(scheme).setLocale("en-GB");
        return state == null ? options : options.setStorageState(state);
    }

    private Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(15_000);
        return context.newPage();
    }

    /** Logs in by the page, as a person does, and stands where that leads. */
    static void logIn(Page page, Tocsin tocsin) {
        page.navigate(tocsin.uri("/login").toString());
        page.locator("input[name=email]").fill(tocsin.address.email());
        page.locator("input[name=password]").fill(tocsin.address.password());
        page.locator("input[name=password]").press("Enter");
        page.waitForURL(url -> !url.contains("/login"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
