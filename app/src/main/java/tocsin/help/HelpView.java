package tocsin.help;

import io.quarkus.qute.TemplateData;
import java.util.List;
import tocsin.web.Place;

/**
 * A page as it is shown, among the others.
 *
 * @param chapters all of them, for the way around
 * @param sections of this page
 * @param next the chapter after this one, or null
 */
@TemplateData
public record HelpView(String title, String html, List<Place> chapters, List<Place> sections, Place next) {

    private static final int FEW = 3;

    static HelpView of(HandbookPage page) {
        var chapters = Handbook.chapters();
        var at = chapters.indexOf(page);
        var next = at < 0 || at + 1 == chapters.size() ? null : chapters.get(at + 1);
        var sections = page.sections().stream()
                .filter(section -> !section.anchor().isEmpty())
                .map(section -> new Place(section.heading(), "#" + section.anchor(), false))
                .toList();
        return new HelpView(
                page.title(),
                page.html(),
                places(page),
                sections.size() > FEW ? sections : List.of(),
                next == null ? null : new Place(next.title(), href(next), false));
    }

    /** The way around, from a page or from none. */
    static List<Place> places(HandbookPage here) {
        return Handbook.chapters().stream()
                .map(chapter -> new Place(chapter.title(), href(chapter), chapter.equals(here)))
                .toList();
    }

    private static String href(HandbookPage page) {
        return page.name().equals(Handbook.FIRST) ? "/help" : "/help/" + page.name();
    }
}
