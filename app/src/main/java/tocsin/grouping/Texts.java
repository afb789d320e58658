package tocsin.grouping;

/** Shortens what programs say. */
final class Texts {

    private Texts() {}

    /** At most so many characters, and no half of a surrogate pair. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }

    /** The first so many lines with something on them, stripped, joined by a space; empty when there is none. */
    static String firstLines(String text, int lines, int max) {
        var kept = new StringBuilder();
        var found = 0;
        var from = 0;
        while (from < text.length() && found < lines && kept.length() < max) {
            // Of a line longer than that nothing would be left over.
            var end = endOfLine(text, from, Math.min(text.length(), from + 4 * max));
            var line = text.substring(from, end).strip();
            if (!line.isEmpty()) {
                kept.append(found++ == 0 ? "" : " ").append(line);
            }
            from = end + 1;
        }
        return cut(kept.toString(), max);
    }

    private static int endOfLine(String text, int from, int until) {
        for (var at = from; at < until; at++) {
            if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                return at;
            }
        }
        return until;
    }
}
