package tocsin.scrub;

import java.util.List;

/**
 * Secrets that stand in a text behind their names: {@code password=x}, {@code "token":"x"}, {@code Cookie: a=b}. So it
 * sees into query strings, form bodies, headers, log lines and JSON within strings, without reading any of them whole.
 */
final class NamedValues {

    private static final int MAX_NAME = 64;

    private static final List<String> NOTHING =
            List.of("null", "none", "nil", "true", "false", "undefined", "required", "missing", "invalid", "expired");

    private static final List<String> SCHEMES =
            List.of("bearer", "basic", "digest", "token", "apikey", "negotiate", "aws4-hmac-sha256", "sentry");

    private static final boolean[] OF_NAMES = ofNames();

    private final FieldRules fields;

    NamedValues(FieldRules fields) {
        this.fields = fields;
    }

    /**
     * The secret behind the {@code =} or {@code :} at this place; null when there is none.
     *
     * @param characters those of the text, see {@link Finder#find}
     * @param code whether the text is source code, where only literal text can be a secret
     */
    Finding at(String text, char[] characters, int separator, boolean code) {
        var colon = characters[separator] == ':';
        if (colon && (text.startsWith("//", separator + 1) || text.startsWith(":", separator + 1))
                || colon && separator > 0 && characters[separator - 1] == ':') {
            return null;
        }
        var nameEnd = nameEnd(text, characters, separator);
        var nameStart = nameStart(characters, nameEnd);
        if (nameEnd - nameStart < 2) {
            return null;
        }
        var rule = fields.inText(text, nameStart, nameEnd);
        if (rule == null) {
            return null;
        }
        var closed = nameEnd < separator && isQuote(text.charAt(separator - 1));
        if (colon && !closed && !rule.atEnd()) {
            return null;
        }
        var from = valueStart(text, separator + 1);
        return value(text, from, code, rule, colon && !closed);
    }

    private static Finding value(String text, int start, boolean code, FieldRules.Match rule, boolean prose) {
        var from = start;
        if (from >= text.length() || text.startsWith(Scrubber.FILTERED, from)) {
            return null;
        }
        var slashes = 0;
        while (from < text.length() && text.charAt(from) == '\\' && slashes < 8) {
            from++;
            slashes++;
        }
        if (from + 1 < text.length() && "ubrf".indexOf(text.charAt(from)) >= 0 && isQuote(text.charAt(from + 1))) {
            from++;
        }
        if (from < text.length() && isQuote(text.charAt(from))) {
            var end = endOfQuoted(text, from, slashes);
            return end == from + 1 || text.startsWith(Scrubber.FILTERED, from + 1)
                    ? null
                    : new Finding(from + 1, end, rule.id());
        }
        if (code) {
            return null;
        }
        var end = endOfValue(text, start, rule);
        if (end == start || isNothing(text, start, end) || prose && !rule.strong() && !looksSecret(text, start, end)) {
            return null;
        }
        return new Finding(start, end, rule.id());
    }

    private static int nameEnd(String text, char[] characters, int separator) {
        var end = separator;
        var steps = 0;
        while (end > 0 && steps < 6) {
            if (isAfterName(characters[end - 1])) {
                end--;
            } else if (characters[end - 1] == '0' && text.startsWith("%20", end - 3)) {
                end -= 3;
            } else {
                break;
            }
            steps++;
        }
        return end;
    }

    private static boolean isAfterName(char c) {
        return c == ' ' || c == '\\' || isQuote(c) || c == ']';
    }

    private static int nameStart(char[] characters, int end) {
        var start = end;
        while (start > 0 && end - start < MAX_NAME && isOfName(characters[start - 1])) {
            start--;
        }
        return start;
    }

    private static boolean isOfName(char c) {
        return c < 128 ? OF_NAMES[c] : Character.isLetterOrDigit(c);
    }

    private static boolean[] ofNames() {
        var ofNames = new boolean[128];
        for (var c = 0; c < ofNames.length; c++) {
            ofNames[c] = c >= 'a' && c <= 'z' || c >= '-' && c <= '9' && c != '/' || c >= 'A' && c <= '[' || c == '_';
        }
        return ofNames;
    }

    private static int valueStart(String text, int from) {
        var start = from;
        while (start < text.length() && start - from < 8 && " =>".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start;
    }

    /** Up to the quote that is escaped as the first was; of a text that was cut, to its end. */
    private static int endOfQuoted(String text, int open, int slashes) {
        var quote = text.charAt(open);
        for (var i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == quote) {
                var before = i;
                while (before > open + 1 && text.charAt(before - 1) == '\\') {
                    before--;
                }
                if (i - before == slashes || slashes == 0 && (i - before) % 2 == 0) {
                    return before < i && slashes > 0 ? before : i;
                }
            }
        }
        return text.length();
    }

    private static int endOfValue(String text, int start, FieldRules.Match rule) {
        var open = text.charAt(start);
        if (open == '{' || open == '[' || open == '(') {
            return endOfBrackets(text, start);
        }
        if (rule.id().equals(FieldRules.COOKIE)) {
            return endOfLine(text, start);
        }
        var end = endOfWord(text, start);
        if (end < text.length()
                && (text.charAt(end) == ' ' || text.charAt(end) == '+')
                && SCHEMES.contains(
                        text.substring(start, Math.min(end, start + 20)).toLowerCase(java.util.Locale.ROOT))) {
            // What follows a scheme may have several parts, and each of them is part of the secret
            return endOfLine(text, start);
        }
        return end;
    }

    private static int endOfWord(String text, int start) {
        var end = start;
        while (end < text.length() && " \t\r\n,;&\"'`<>)]}|\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int endOfLine(String text, int start) {
        var end = start;
        while (end < text.length() && "\r\n\"'`\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int endOfBrackets(String text, int start) {
        var depth = 0;
        for (var i = start; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '{' || c == '[' || c == '(') {
                depth++;
            } else if ((c == '}' || c == ']' || c == ')') && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static boolean isNothing(String text, int start, int end) {
        return end - start <= 9 && NOTHING.contains(text.substring(start, end).toLowerCase(java.util.Locale.ROOT));
    }

    /** A word of a sentence has neither digits nor signs; few secrets are that short. */
    private static boolean looksSecret(String text, int start, int end) {
        if (end - start < 6) {
            return false;
        }
        for (var i = start; i < end; i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return end - start > 20;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
