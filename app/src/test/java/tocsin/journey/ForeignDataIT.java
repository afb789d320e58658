package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a stranger's program put into an event is accepted, shown, and stays text. */
class ForeignDataIT {

    @TempDir
    static Path data;

    private static Tocsin tocsin;
    private static Screens screens;

    @BeforeAll
    static void start() {
        tocsin = Tocsin.on(data);
        screens = new Screens(tocsin);
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

    @Test
    void everyRealEventIsAcceptedAndShown() throws IOException {
        var page = screens.desk(ColorScheme.LIGHT);
        var shown = new TreeMap<String, List<String>>();
        for (var event : Events.real().entrySet()) {
            var id = Events.send(tocsin, event.getValue());

            screens.open(page, screens.pathOf(id));

            assertThat(page.locator("main h1").count()).as(event.getKey()).isEqualTo(1);
            shown.computeIfAbsent(issueOf(id), issue -> new ArrayList<>()).add(event.getKey());
        }
        write(shown);
        page.context().close();
    }

    @Test
    void scriptInAnEventStaysText() {
        var id = Events.send(tocsin, Events.hostile());
        var page = screens.desk(ColorScheme.LIGHT);
        var complaints = Screens.complaints(page);
        for (var path : List.of(
                tocsin.projectPath() + "/issues",
                "/" + tocsin.address.organization() + "/issues",
                screens.pathOf(id))) {
            screens.open(page, path);

            assertThat(page.locator("main").innerText()).contains("alert(1)");
            assertThat(page.locator("img[src='x'], [onerror]").count()).isZero();
            assertThat(page.locator("[href^='javascript:'], [src^='javascript:']")
                            .count())
                    .isZero();
        }
        page.locator("details").all().forEach(part -> part.evaluate("e => e.open = true"));
        page.waitForTimeout(300);

        assertThat(complaints).isEmpty();
        page.context().close();
    }

    private static String issueOf(String eventId) {
        var event = tocsin.api("/api/0/projects" + tocsin.projectPath() + "/events/" + eventId + "/");
        JsonNode issue = tocsin.api("/api/0/issues/" + event.required("groupID").asText() + "/");
        return "%s | %s | %s"
                .formatted(
                        issue.required("title").asText(),
                        issue.required("culprit").asText(),
                        issue.required("shortId").asText());
    }

    /** Sorted by title, so that what looks alike stands together and can be explained. */
    private static void write(TreeMap<String, List<String>> shown) throws IOException {
        var text = new StringBuilder("# Issues of the real events: " + shown.size() + "\n\n")
                .append("| title | culprit | issue | events |\n|---|---|---|---|\n");
        shown.forEach((issue, events) ->
                text.append("| %s | %s |\n".formatted(issue.replace("\n", " "), String.join(", ", events))));
        Files.writeString(Path.of("target", "real-events.md"), text);
    }
}
