package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The pages of a running Tocsin as a browser shows them to somebody who has logged in. */
final class Screens implements AutoCloseable {

    static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
    static final Path SHOTS = Path.of("target", "screenshots");

    final Chromium chromium;
    private final Tocsin tocsin;
    private final String session;

    Screens(Tocsin tocsin) {
        this.tocsin = tocsin;
        chromium = new Chromium();
        var page = chromium.desk(ColorScheme.LIGHT);
        Chromium.logIn(page, tocsin);
        session = page.context().storageState();
        page.context().close();
    }

    Page desk(ColorScheme scheme) {
        return chromium.desk(scheme, session);
    }

    Page phone(ColorScheme scheme) {
        return chromium.phone(scheme, session);
    }

    /** Opens the page and returns when it is loaded; not when it is idle, since one that listens for events never is. */
    Page open(Page page, String path) {
        var response = page.navigate(tocsin.uri(path).toString());
        assertThat(response.status()).as(path).isEqualTo(200);
        page.waitForLoadState(LoadState.LOAD);
        return page;
    }

    /** Keeps a picture of what one sees first, for people to look at. */
    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    /** Where a stored event is shown. */
    String pathOf(String eventId) {
        var event = tocsin.api("/api/0/projects" + tocsin.projectPath() + "/events/" + eventId + "/");
        return tocsin.projectPath() + "/issues/" + event.required("groupID").asText() + "/events/" + eventId;
    }

    /** Collects what the browser complains of from now on: errors, refused content, dialogs. */
    static List<String> complaints(Page page) {
        var complaints = new ArrayList<String>();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        return complaints;
    }

    static double number(Page page, String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }

    static String name(ColorScheme scheme) {
        return scheme.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        chromium.close();
    }
}
