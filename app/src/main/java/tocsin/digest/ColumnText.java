package tocsin.digest;

/** ColumnText cut to the length a column has room for, never through the middle of a character. */
final class ColumnText {

    private ColumnText() {}

    static String cut(String text, int length) {
        if (text == null || text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
