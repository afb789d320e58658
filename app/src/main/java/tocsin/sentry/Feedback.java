package tocsin.sentry;

import java.util.UUID;

/**
 * What a person wrote; all but the message may be null.
 *
 * @param event the event that it is about
 * @param url the page where they were
 */
public record Feedback(
        String message, String name, String email, String url, UUID event, String environment, String release) {

    static final int LONGEST_MESSAGE = 4096;
    private static final int LONGEST_WORD = 200;
    private static final int LONGEST_URL = 2000;

    /** Null when nothing is said. */
    public static String message(String text) {
        return bounded(text, LONGEST_MESSAGE);
    }

    public static String word(String text) {
        return bounded(text, LONGEST_WORD);
    }

    static String url(String text) {
        return bounded(text, LONGEST_URL);
    }

    private static String bounded(String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return ForeignText.shorten(ForeignText.clean(text.strip()), longest);
    }
}
