package tocsin.sentry;

/** Makes foreign text fit for PostgreSQL, for JSON and for a page's width. */
final class ForeignText {

    private static final String ELLIPSIS = "...";

    private ForeignText() {}

    /** The same without NUL, and with U+FFFD for halves of surrogate pairs. */
    static String clean(String text) {
        for (var i = 0; i < text.length(); i++) {
            // One comparison for NUL and for surrogates: all text of an event comes through here
            if ((char) (text.charAt(i) - 1) >= Character.MIN_SURROGATE - 1) {
                return cleaned(text, i);
            }
        }
        return text;
    }

    private static String cleaned(String text, int from) {
        var clean = new StringBuilder(text.length()).append(text, 0, from);
        for (var i = from; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                clean.append('\uFFFD');
            } else if (c != 0) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** At most {@code max} characters of clean text; an ellipsis, which counts among them, shows a cut. */
    static String shorten(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        var end = max - ELLIPSIS.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }
}
