package tocsin.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the link that an operator gets to the first event on a page, in a browser. */
class SetupIT {

    @TempDir
    Path data;

    @Test
    void aLinkLeadsToTheFirstEvent() throws Exception {
        try (var tocsin = Tocsin.on(data);
                var chromium = new Chromium()) {
            var link = link(tocsin);
            var page = chromium.desk(ColorScheme.LIGHT);
            page.navigate(link);
            fill(page, "short");
            assertThat(page.locator(".error")).containsText("At least");
            // What was typed is still there.
            page.locator("input[name=password]").fill("a password of my own");
            page.getByText("Begin").click();
            page.waitForURL("**/first-ltd/shop/start");
            assertThat(page.getByText("Waiting for the first event")).isVisible();

            send(tocsin, page.locator(".secret code, .secret input").first());

            page.waitForURL("**/first-ltd/shop/issues/*");
            assertThat(page.locator("h1")).containsText("the first of all");
            page.navigate(tocsin.uri("/instance").toString());
            assertThat(page.locator("main")).containsText("First Ltd");

            page.navigate(link);
            assertThat(page.locator("main")).containsText("tocsinctl admin link");
        }
    }

    private static void fill(Page page, String password) {
        page.locator("input[name=name]").fill("Ada");
        page.locator("input[name=email]").fill("ada@example.org");
        page.locator("input[name=password]").fill(password);
        page.locator("input[name=organization]").fill("First Ltd");
        page.locator("input[name=project]").fill("Shop");
        page.locator("select[name=platform]").selectOption("python");
        page.getByText("Begin").click();
    }

    private static void send(Tocsin tocsin, com.microsoft.playwright.Locator shown) {
        var dsn = shown.evaluate("element => element.value ?? element.textContent")
                .toString()
                .strip();
        var address = URI.create(dsn);
        var body = "{\"dsn\":\"%s\"}\n{\"type\":\"event\"}\n{\"message\":\"the first of all\"}\n".formatted(dsn);
        var answer = tocsin.send(HttpRequest.newBuilder(tocsin.uri("/api" + address.getPath() + "/envelope/"))
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** With {@code --again}, because the demo has an administrator. */
    private String link(Tocsin tocsin) throws Exception {
        var command = Tocsin.command(Tocsin.log(), "admin", "link", "--again", "--json", "--data", data.toString());
        var answer = Tocsin.JSON.readTree(command.getInputStream().readAllBytes());
        assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return tocsin.uri(URI.create(answer.required("link").asText()).getPath())
                .toString();
    }
}
