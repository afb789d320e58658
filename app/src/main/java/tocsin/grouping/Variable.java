package tocsin.grouping;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of text that differ between occurrences of one message; the longer and more certain come first. */
enum Variable {
    URL("\\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\\s\"'<>)\\]},]+"),
    EMAIL("(?<![\\w.+%-])[\\w.+%-]{1,64}+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"),
    TRACE(word("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")),
    UUID(word("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")),
    DATE(word(date() + "|" + time())),
    IP("(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\w|\\.\\d)|(?<![\\w:.])" + ipv6() + "(?![\\w:])"),
    VERSION("(?<![\\w.-])v?\\d+(?:\\.\\d+){2,}(?:[-+][\\w.-]+)?(?!\\w)|" + word("v\\d+(?:\\.\\d+)*")),
    HOST("(?<![\\w.-])(?:localhost|(?:[a-z0-9-]{1,63}\\.){1,8}" + domain() + ")(?![\\w-]|\\.\\w)"),
    ADDRESS(word("0[xX][0-9a-fA-F]+")),
    HASH(word("(?=[a-fA-F]*\\d)(?=\\d*[a-fA-F])[0-9a-fA-F]{7,128}")),
    DURATION(word("(?:\\d+(?:[.,]\\d+)?(?:ms|[nuµ]s|[smhd]))+|\\d+(?:[.,]\\d+)? (?:ms|s|" + longUnit() + ")")),
    SIZE(word("\\d+(?:[.,]\\d+)? ?(?:[KMGTkmgt]i?[Bb]|B|bytes?)")),
    NUMBER("(?:(?<![\\w)\\]-])-)?(?<!\\d\\.)" + word("\\d+(?:[.,]\\d+)*(?:[eE][+-]?\\d+)?")),
    ID(word("(?=(?:[A-Za-z_]*\\d){3})(?=\\d*[A-Za-z_])\\w{16,}")),
    PATH("(?<![\\w./])~?/" + root() + "(?:/[^\\s\"'<>|:*?,;()\\[\\]/]*)+|\\b[A-Za-z]:\\\\[^\\s\"'<>|:*?]+"
            + "|(?<![\\w\\\\])\\\\\\\\[\\w.-]+\\\\[^\\s\"'<>|:*?]+"),
    TEXT("(?<==)\"[^\"]*\"|(?<==)'[^']*'|(?<=\":)\\s?\"[^\"]*\"");

    private static final Variable[] ALL = values();

    /** Each kind is the group of its own number. None begins within a word, so that most places need one look. */
    static final Pattern ANY = Pattern.compile(Arrays.stream(ALL)
            .map(kind -> "(" + kind.pattern + ")")
            .collect(Collectors.joining("|", "(?<![A-Za-z0-9])(?:", ")")));

    private final String pattern;
    private final String placeholder = "<" + name().toLowerCase(Locale.ROOT) + ">";

    Variable(String pattern) {
        this.pattern = pattern;
    }

    /** Which kind the pattern of all kinds has just found. */
    static Variable found(Matcher matcher) {
        for (var kind : ALL) {
            if (matcher.start(kind.ordinal() + 1) >= 0) {
                return kind;
            }
        }
        throw new IllegalStateException("nothing was found");
    }

    String placeholder() {
        return placeholder;
    }

    private static String word(String pattern) {
        return "(?:" + pattern + ")(?![A-Za-z0-9])";
    }

    private static String date() {
        var month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";
        var day = "(?:\\d{4}[-/.]\\d{2}[-/.]\\d{2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}|\\d{1,2}/\\d{1,2}/\\d{2}"
                + "|\\d{1,2}[ -]" + month + "[ -]\\d{4}|" + month + " {1,2}\\d{1,2}(?:,? \\d{4})?)";
        return "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?" + day + "(?:(?:T|,? )" + time() + ")?";
    }

    private static String time() {
        return "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[AP]M| ?Z| ?GMT| ?UTC| ?[+-]\\d{2}:?\\d{2})?";
    }

    private static String ipv6() {
        var part = "[0-9a-fA-F]{1,4}";
        return "(?=[a-fA-F:]*\\d)(?:(?:" + part + ":){7}" + part + "|(?:" + part + "(?::" + part + "){0,6})?::(?:"
                + part + "(?::" + part + "){0,6})?)";
    }

    private static String domain() {
        return "(?:com|net|org|edu|gov|io|dev|cloud|app|biz|info|eu|de|uk|internal|local|lan|localdomain|test|example)";
    }

    private static String longUnit() {
        return "secs?|seconds?|mins?|minutes?|hours?|days?|milliseconds?|microseconds?";
    }

    private static String root() {
        return "(?:tmp|var|home|Users|private|usr|opt|etc|data|storage|app|mnt|proc|srv|root|run|system|workspace|builds)";
    }
}
