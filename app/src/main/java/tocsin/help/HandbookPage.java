package tocsin.help;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * One page of the handbook, read from Markdown that is ours.
 *
 * @param name as it stands in addresses
 * @param html without its title
 */
@TemplateData
public record HandbookPage(String name, String title, String html, String markdown, List<Section> sections) {

    private static final List<org.commonmark.Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final int MOST_IN_CONTENTS = 2;

    /** Whether it is about a code, as messages have it. */
    public boolean isCode() {
        return name.matches("E\\d{3}");
    }

    static HandbookPage of(String name, String markdown) {
        var document = Parser.builder().extensions(EXTENSIONS).build().parse(markdown);
        var anchors = anchors(document);
        var title = text(document.getFirstChild());
        var sections = sections(document, title, anchors);
        document.getFirstChild().unlink();
        return new HandbookPage(name, title, html(document, anchors), markdown, sections);
    }

    private static String html(Node document, Map<Node, String> anchors) {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    switch (node) {
                        case Heading heading
                        when anchors.containsKey(heading) -> attributes.put("id", anchors.get(heading));
                        // Wide ones are scrolled, which has to be possible with the keyboard alone.
                        case FencedCodeBlock block when tag.equals("pre") -> attributes.put("tabindex", "0");
                        case IndentedCodeBlock block when tag.equals("pre") -> attributes.put("tabindex", "0");
                        case Link link -> attributes.put("href", address(link.getDestination()));
                        default -> {}
                    }
                })
                .build()
                .render(document);
    }

    /** Pages name each other by their files, so that the sources can be read as well. */
    private static String address(String destination) {
        return destination.matches("[\\w-]+\\.md(#.*)?")
                ? "/help/" + destination.replaceFirst("\\.md", "")
                : destination;
    }

    private static Map<Node, String> anchors(Node document) {
        var anchors = new HashMap<Node, String>();
        Set<String> taken = new HashSet<>();
        for (var node = document.getFirstChild().getNext(); node != null; node = node.getNext()) {
            if (node instanceof Heading) {
                var anchor = text(node)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_]+", "-")
                        .replaceAll("^-|-$", "");
                while (!taken.add(anchor)) {
                    anchor += "-";
                }
                anchors.put(node, anchor);
            }
        }
        return anchors;
    }

    private static List<Section> sections(Node document, String title, Map<Node, String> anchors) {
        var sections = new ArrayList<Section>();
        var anchor = "";
        var heading = title;
        var text = new StringBuilder();
        for (var node = document.getFirstChild().getNext(); node != null; node = node.getNext()) {
            if (node instanceof Heading next && next.getLevel() <= MOST_IN_CONTENTS) {
                sections.add(new Section(anchor, heading, text.toString().strip()));
                anchor = anchors.get(next);
                heading = text(next);
                text.setLength(0);
            } else {
                text.append(text(node)).append('\n');
            }
        }
        sections.add(new Section(anchor, heading, text.toString().strip()));
        return List.copyOf(sections);
    }

    private static String text(Node node) {
        return TextContentRenderer.builder()
                .extensions(EXTENSIONS)
                .build()
                .render(node)
                .strip();
    }
}
