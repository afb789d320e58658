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
            var end = endOfLine(text, from);
            var line = text.substring(from, Math.min(end, from + 4 * max)).strip();
            if (!line.isEmpty()) {
                kept.append(found++ == 0 ? "" : " ").append(line);
            }
            from = end + 1;
        }
        return cut(kept.toString(), max);
    }

    private static int endOfLine(String text, int from) {
        for (var at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                return at;
            }
        }
        return text.length();
    }
}
