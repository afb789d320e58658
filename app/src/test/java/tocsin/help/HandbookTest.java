package tocsin.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Option;

class HandbookTest {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

    @Test
    void everyCodeOfTheInstallerHasItsPage() throws IOException {
        try (var files = Files.list(Path.of("../installer/help"))) {
            assertThat(Handbook.codes())
                    .extracting(page -> page.name() + ".md")
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
        assertThat(Handbook.page("e204").orElseThrow().title()).startsWith("E204: ");
        assertThat(Handbook.page("E204").orElseThrow().isCode()).isTrue();
    }

    @Test
    void everyChapterIsListedOnce() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/help"))) {
            var written = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.replace(".md", ""))
                    .toList();
            assertThat(Handbook.chapters())
                    .extracting(HandbookPage::name)
                    .doesNotHaveDuplicates()
                    .containsAll(written);
        }
    }

    @Test
    void everyLinkWithinTheHandbookLeadsSomewhere() {
        for (var page : all()) {
            LINK.matcher(page.html())
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.startsWith("http"))
                    .forEach(link -> assertThat(leads(page, link))
                            .as(page.name() + ": " + link)
                            .isTrue());
        }
    }

    private static boolean leads(HandbookPage from, String link) {
        if (link.equals("/help/codes")) {
            return true;
        }
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty()
                ? from
                : parts[0].startsWith("/help/")
                        ? Handbook.page(parts[0].substring("/help/".length())).orElse(null)
                        : null;
        return target != null && (parts.length == 1 || target.html().contains("id=\"" + parts[1] + "\""));
    }

    /** Pages and messages lead there. */
    @Test
    void whatTheProductLinksToIsThere() {
        assertThat(Handbook.page(Handbook.FIRST)).isPresent();
        assertThat(Handbook.page("troubleshooting")).isPresent();
    }

    @Test
    void everyOptionIsFoundByItsName() {
        for (var option : Option.values()) {
            assertThat(Handbook.search(option.environmentName()).getFirst().href())
                    .isEqualTo("/help/configuration#" + option.environmentName().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void everyOptionThatAPageNamesExists() {
        var known = new HashSet<String>();
        for (var option : Option.values()) {
            known.add(option.environmentName());
        }
        for (var page : all()) {
            Pattern.compile("TOCSIN_[A-Z_]+[A-Z]")
                    .matcher(page.markdown())
                    .results()
                    .forEach(name -> assertThat(known).as(page.name()).contains(name.group()));
        }
    }

    @Test
    void allWordsMustBeThereAndHeadingsCountMost() {
        var hits = Handbook.search("restore backup");

        assertThat(hits).isNotEmpty();
        assertThat(hits.getFirst().href()).startsWith("/help/backup");
        assertThat(Handbook.search("restore quetzalcoatl")).isEmpty();
        assertThat(Handbook.search("  ")).isEmpty();
        assertThat(Handbook.search("E108").getFirst().href()).isEqualTo("/help/E108");
    }

    @Test
    void whatMarkdownMayHoldIsShownAndHtmlIsNot() {
        var page = HandbookPage.of("x", """
                # A `title`

                Before.

                ## One & two
                See [another](backup.md#restore) and <b>this</b>.

                | a | b |
                |---|---|
                | 1 | 2 |

                ## One & two
                    code
                """);

        assertThat(page.title()).contains("title");
        assertThat(page.html())
                .contains("<table>", "href=\"/help/backup#restore\"", "id=\"one-two\"", "id=\"one-two-\"")
                .contains("<pre tabindex=\"0\">")
                .contains("&lt;b&gt;")
                .doesNotContain("<h1", "<b>");
        assertThat(page.sections()).extracting(Section::anchor).containsExactly("", "one-two", "one-two-");
        assertThat(page.sections().get(1).text()).contains("another", "1", "2");
    }

    @Test
    void asFilesItNeedsNoServer(@TempDir Path directory) throws IOException {
        new HandbookFiles(directory.resolve("help")).write();

        try (var files = Files.list(directory.resolve("help"))) {
            var names = files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).contains("index.html", "index.md", "configuration.html", "E204.html", "all.html");
            for (var name : names) {
                if (name.endsWith(".html") && !name.equals("all.html")) {
                    LINK.matcher(Files.readString(directory.resolve("help").resolve(name)))
                            .results()
                            .map(link -> link.group(1).replaceFirst("#.*", ""))
                            .filter(link -> !link.isEmpty() && !link.startsWith("http"))
                            .forEach(link -> assertThat(names).as(name).contains(link));
                }
            }
        }
    }

    private static List<HandbookPage> all() {
        return Stream.concat(Handbook.chapters().stream(), Handbook.codes().stream())
                .toList();
    }
}
