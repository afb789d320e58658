package tocsin.help;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The handbook as files: each page as text and as HTML, and all of them as one page, in which a browser searches. */
public record HandbookFiles(Path directory) {

    /** All in one. */
    private static final String ALL = "all";

    private static final String CODES = "codes";

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s · Tocsin</title>
            <style>
            body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif }
            pre { overflow-x: auto; padding: .8rem; border: 1px solid; border-radius: 6px }
            table { border-collapse: collapse } th, td { padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top }
            th, td, code { overflow-wrap: anywhere } nav { font-size: 14px }
            </style>
            """;

    /** Over what is there. */
    public void write() throws IOException {
        Files.createDirectories(directory);
        var way = way();
        for (var page : pages()) {
            write(page.name() + ".md", page.markdown());
            write(page.name() + ".html", HEAD.formatted(escaped(page.title())) + way + article(page, ""));
        }
        write(
                CODES + ".html",
                HEAD.formatted("Codes") + way + "<h1>Codes</h1>\n"
                        + Handbook.codes().stream()
                                .map(page -> link(page.name(), page.title()))
                                .collect(Collectors.joining("<br>\n")));
        write(
                ALL + ".html",
                HEAD.formatted("Handbook")
                        + pages().stream()
                                .map(page -> article(page, page.name() + "-"))
                                .collect(Collectors.joining("<hr>\n")));
    }

    private static List<HandbookPage> pages() {
        return Stream.concat(Handbook.chapters().stream(), Handbook.codes().stream())
                .toList();
    }

    private static String way() {
        return Handbook.chapters().stream()
                .map(page -> link(page.name(), page.title()))
                .collect(Collectors.joining(
                        " · ",
                        "<nav>",
                        " · " + link(CODES, "Codes") + " · " + link(ALL, "All on one page") + "</nav>\n"));
    }

    private static String link(String name, String title) {
        return "<a href=\"" + name + ".html\">" + escaped(title) + "</a>";
    }

    /** With a prefix, the places of a page differ from those of all others. */
    private static String article(HandbookPage page, String prefix) {
        var html = page.html()
                .replaceAll(" id=\"", " id=\"" + prefix)
                .replaceAll("href=\"/help/([\\w-]+)", "href=\"$1.html")
                .replaceAll("href=\"/help\"", "href=\"" + Handbook.FIRST + ".html\"");
        return "<h1>" + escaped(page.title()) + "</h1>\n" + html;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void write(String name, String text) throws IOException {
        Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
