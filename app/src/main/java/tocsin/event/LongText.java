package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import tocsin.web.Words;

/**
 * A foreign text that may be a megabyte long: what a page shows at once, what it folds away, and how much it leaves to the
 * raw JSON.
 *
 * @param rest empty when {@code start} is all
 * @param left how many characters the page does not have
 */
public record LongText(String start, String rest, int left) {

    private static final int START = 600;
    private static final int FOLDED = 8_000;

    public static LongText of(String text) {
        var whole = text == null ? "" : text;
        var start = cut(whole, START);
        var rest = cut(whole.substring(start.length()), FOLDED);
        return new LongText(start, rest, whole.length() - start.length() - rest.length());
    }

    /** A string as it is, everything else as JSON. */
    public static LongText of(JsonNode value) {
        if (value == null || value.isNull()) {
            return of("");
        }
        return of(value.isTextual() ? value.textValue() : value.toString());
    }

    public boolean isEmpty() {
        return start.isEmpty();
    }

    public boolean isLong() {
        return !rest.isEmpty();
    }

    /** Start and rest together, with a word about what is missing. */
    public String shown() {
        return start
                + rest
                + (left == 0
                        ? ""
                        : "… and " + Words.of(left, "more character", "more characters") + " in the raw JSON");
    }

    /** The rest, with a word about what is missing. */
    public String folded() {
        return shown().substring(start.length());
    }

    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // Not through the middle of a character that takes two places.
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
