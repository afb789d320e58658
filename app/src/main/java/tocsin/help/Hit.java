package tocsin.help;

import io.quarkus.qute.TemplateData;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place that has all words that somebody looks for.
 *
 * @param excerpt what stands around the first of them
 */
@TemplateData
public record Hit(String href, String page, String heading, String excerpt, int weight) {

    static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingInt(Hit::weight).reversed().thenComparing(Hit::href);

    private static final int BEFORE = 60;
    private static final int LENGTH = 240;

    static Optional<Hit> of(HandbookPage page, Section section, List<String> words) {
        var heading = section.heading().toLowerCase(Locale.ROOT);
        var title = (page.name() + " " + page.title()).toLowerCase(Locale.ROOT);
        var text = section.text().toLowerCase(Locale.ROOT);
        var weight = 0;
        for (var word : words) {
            var here = (heading.contains(word) ? 20 : 0)
                    + (title.contains(word) ? 10 : 0)
                    + Math.min(5, text.split(java.util.regex.Pattern.quote(word), -1).length - 1);
            if (here == 0) {
                return Optional.empty();
            }
            weight += here;
        }
        var href = "/help/" + page.name() + (section.anchor().isEmpty() ? "" : "#" + section.anchor());
        return Optional.of(new Hit(
                href,
                page.title(),
                section.heading(),
                excerpt(section.text(), text.indexOf(words.getFirst())),
                weight));
    }

    /** Whether it is the page's own beginning. */
    public boolean isWhole() {
        return heading.equals(page);
    }

    private static String excerpt(String text, int at) {
        var from = text.lastIndexOf(' ', Math.max(0, at - BEFORE)) + 1;
        var to = Math.min(text.length(), from + LENGTH);
        return (from > 0 ? "… " : "")
                + text.substring(from, to).replaceAll("\\s+", " ").strip()
                + (to < text.length() ? " …" : "");
    }
}
