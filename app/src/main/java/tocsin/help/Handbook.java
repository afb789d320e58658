package tocsin.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All pages, in their order. Natively they are read and rendered while the executable is built. */
public final class Handbook {

    /** Where one begins. */
    public static final String FIRST = "index";

    private static final List<HandbookPage> CHAPTERS =
            lines("help/contents.txt").map(Handbook::chapter).toList();
    private static final List<HandbookPage> CODES = readCodes();
    private static final Map<String, HandbookPage> BY_NAME = Stream.concat(CHAPTERS.stream(), CODES.stream())
            .collect(Collectors.toUnmodifiableMap(HandbookPage::name, Function.identity()));

    private static final int MOST_HITS = 30;

    private Handbook() {}

    public static List<HandbookPage> chapters() {
        return CHAPTERS;
    }

    /** The pages about codes. */
    public static List<HandbookPage> codes() {
        return CODES;
    }

    private static List<HandbookPage> readCodes() {
        var codes = new ArrayList<HandbookPage>();
        // What lies in an archive cannot be listed everywhere.
        for (int number = 100; number < 1000; number++) {
            var name = "E" + number;
            text("help/codes/" + name + ".md").ifPresent(page -> codes.add(HandbookPage.of(name, page)));
        }
        return List.copyOf(codes);
    }

    /** Codes are understood in small letters as well. */
    public static Optional<HandbookPage> page(String name) {
        return Optional.ofNullable(BY_NAME.get(name))
                .or(() -> Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT))));
    }

    /** Where all words of a query stand, the best place first. */
    public static List<Hit> search(String query) {
        var words = Stream.of(query.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(10)
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return Stream.concat(CHAPTERS.stream(), CODES.stream())
                .flatMap(page -> page.sections().stream().flatMap(section -> Hit.of(page, section, words).stream()))
                .sorted(Hit.BEST_FIRST)
                .limit(MOST_HITS)
                .toList();
    }

    private static HandbookPage chapter(String name) {
        return HandbookPage.of(name, text("help/" + name + ".md").orElseThrow());
    }

    private static Stream<String> lines(String file) {
        return text(file).orElseThrow().lines().filter(line -> !line.isBlank());
    }

    private static Optional<String> text(String file) {
        try (var text = Handbook.class.getClassLoader().getResourceAsStream(file)) {
            return text == null
                    ? Optional.empty()
                    : Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
