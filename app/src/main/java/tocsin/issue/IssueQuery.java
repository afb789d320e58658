package tocsin.issue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.sentry.SentryEvent.Level;
import tocsin.sentry.SentryEvent.Tag;

/**
 * What somebody looks for: {@code is:unresolved level:error environment:prod release:1.2 some text}. Any other
 * {@code key:value} asks for a tag, quotes keep spaces together, and each word of the text must be found.
 *
 * @param status null for any
 * @param level null for any
 */
public record IssueQuery(Issue.Status status, Level level, List<Tag> tags, List<String> words) {

    /** What the list shows when nobody asks for anything. */
    public static final IssueQuery UNRESOLVED = new IssueQuery(Issue.Status.UNRESOLVED, null, List.of(), List.of());

    private static final int LONGEST = 500;
    private static final Pattern TERM =
            Pattern.compile("(?:([A-Za-z][A-Za-z0-9_.-]*):(?![:/\\s]))?(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    /** Reads it, or says what is wrong. */
    public static IssueQuery parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidQuery("A query has at most " + LONGEST + " characters.");
        }
        Issue.Status status = null;
        Level level = null;
        var tags = new ArrayList<Tag>();
        var words = new ArrayList<String>();
        var term = TERM.matcher(text);
        while (term.find()) {
            var key = term.group(1);
            var value = term.group(2) != null ? unescaped(term.group(2)) : closed(term.group(3));
            if (key == null) {
                words.add(value);
            } else if (value.isEmpty()) {
                throw new InvalidQuery("“" + key + ":” needs a value.");
            } else if (key.equalsIgnoreCase("is")) {
                status = once(status, "is", status(value));
            } else if (key.equalsIgnoreCase("level")) {
                level = once(level, "level", level(value));
            } else {
                tags.add(new Tag(known(key), value));
            }
        }
        words.removeIf(String::isEmpty);
        return new IssueQuery(status, level, List.copyOf(tags), List.copyOf(words));
    }

    /** The same query as text; {@link #parse} reads it back. */
    public String text() {
        return Stream.of(
                        Stream.ofNullable(status).map(asked -> "is:" + asked.word),
                        Stream.ofNullable(level).map(asked -> "level:" + word(asked)),
                        tags.stream().map(tag -> tag.key() + ":" + quoted(tag.value())),
                        words.stream().map(IssueQuery::quoted))
                .flatMap(part -> part)
                .collect(Collectors.joining(" "));
    }

    /** Asking for one value of a tag, and no other of it. */
    public IssueQuery with(Tag tag) {
        return new IssueQuery(
                status,
                level,
                Stream.concat(without(tag.key()).tags.stream(), Stream.of(tag)).toList(),
                words);
    }

    /** No longer asking for this tag. */
    public IssueQuery without(String key) {
        return new IssueQuery(
                status,
                level,
                tags.stream().filter(tag -> !tag.key().equals(key)).toList(),
                words);
    }

    public IssueQuery with(Issue.Status asked) {
        return new IssueQuery(asked, level, tags, words);
    }

    public IssueQuery with(Level asked) {
        return new IssueQuery(status, asked, tags, words);
    }

    /** The value asked of a tag. */
    public Optional<String> tag(String key) {
        return tags.stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }

    /** The short id, when somebody looks for nothing else. */
    public Optional<ShortId> shortId() {
        return words.size() == 1 && tags.isEmpty() ? ShortId.parse(words.getFirst()) : Optional.empty();
    }

    static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static String known(String key) {
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "environment", "env" -> "environment";
            case "release" -> "release";
            default -> key;
        };
    }

    private static Issue.Status status(String value) {
        return Issue.Status.of(value)
                .orElseThrow(() -> new InvalidQuery(
                        "“is:" + value + "” is unknown. It can be is:unresolved, is:resolved or is:muted."));
    }

    private static Level level(String value) {
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new InvalidQuery(
                        "“level:" + value + "” is unknown. It can be fatal, error, warning, info or debug."));
    }

    private static <T> T once(T before, String key, T now) {
        if (before != null && before != now) {
            throw new InvalidQuery("“" + key + ":” stands there twice: an issue has only one.");
        }
        return now;
    }

    private static String closed(String word) {
        if (word.startsWith("\"")) {
            throw new InvalidQuery("A quotation mark is never closed.");
        }
        return word;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static String quoted(String text) {
        return text.matches("[^\\s\"\\\\]+") && !text.contains(":")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
