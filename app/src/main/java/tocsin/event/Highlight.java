package tocsin.event;

import io.quarkus.qute.RawString;
import java.util.stream.Collectors;

/**
 * Colours one line of source that nobody has the lines around of: remarks, texts, numbers, keywords and calls, in the
 * classes of {@code code.css}. It guesses, in one pass over the line; and whatever the line holds stays text.
 */
public final class Highlight {

    private static final String TRIPLE = "\"\"\"";

    private final String line;
    private final Language language;
    private final StringBuilder html;
    private int at;

    private Highlight(String line, Language language) {
        this.line = line;
        this.language = language;
        html = new StringBuilder(line.length() * 2);
    }

    /** A few lines of code as the file's name tells to read them. */
    public static RawString of(String code, String file) {
        var language = Language.of(file, null);
        return new RawString(code.lines().map(line -> html(line, language)).collect(Collectors.joining("\n")));
    }

    /** HTML in which nothing is markup but our own {@code <i class="…">}. */
    static String html(String line, Language language) {
        return new Highlight(line, language).all();
    }

    private String all() {
        if (language == Language.PLAIN) {
            plain(line.length());
            return html.toString();
        }
        if (language.hasBlocks() && line.stripLeading().matches("\\*(/?|[\\s/].*)")) {
            // A line within a block of remarks, by the custom of beginning it with a star.
            var end = line.indexOf("*/");
            coloured("c", end < 0 ? line.length() : end + 2);
        }
        while (at < line.length()) {
            next();
        }
        return html.toString();
    }

    private void next() {
        var sign = line.charAt(at);
        if (language.beginsRemark(line, at)) {
            coloured("c", line.length());
        } else if (language.hasBlocks() && line.startsWith("/*", at)) {
            var end = line.indexOf("*/", at + 2);
            coloured("c", end < 0 ? line.length() : end + 2);
        } else if (language.isQuote(sign)) {
            text(sign);
        } else if (isDigit(sign)) {
            coloured("n", number());
        } else if (Character.isJavaIdentifierStart(sign)) {
            word();
        } else {
            plain(at + 1);
        }
    }

    private void text(char quote) {
        var triple = String.valueOf(quote).repeat(TRIPLE.length());
        if (line.startsWith(triple, at)) {
            var end = line.indexOf(triple, at + triple.length());
            coloured("s", end < 0 ? line.length() : end + triple.length());
            return;
        }
        var end = closing(quote);
        if (quote == '\'' && language == Language.RUST && end > at + 3 && line.charAt(at + 1) != '\\') {
            // A lifetime, not the beginning of a sign.
            end = -1;
        }
        if (end > 0) {
            coloured("s", end);
        } else if (language.spansLines(quote)) {
            coloured("s", line.length());
        } else {
            // An apostrophe, or the end of what began lines ago: better no colour than all of it.
            plain(at + 1);
        }
    }

    /** After the quote that closes the one here, or -1. */
    private int closing(char quote) {
        for (int i = at + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == quote) {
                return i + 1;
            }
        }
        return -1;
    }

    private int number() {
        var end = at + 1;
        while (end < line.length() && isPartOfNumber(end)) {
            end++;
        }
        return end;
    }

    private boolean isPartOfNumber(int place) {
        var sign = line.charAt(place);
        // A point belongs to it only between digits: not in 0..9 and not in 1.floor().
        return sign == '.'
                ? place + 1 < line.length() && isDigit(line.charAt(place + 1)) && line.charAt(place - 1) != '.'
                : sign == '_' || sign < 128 && Character.isLetterOrDigit(sign);
    }

    private void word() {
        var end = at + 1;
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
            end++;
        }
        if (language.isKeyword(line.substring(at, end))) {
            coloured("k", end);
        } else if (end < line.length() && line.charAt(end) == '(') {
            coloured("f", end);
        } else {
            plain(end);
        }
    }

    private void coloured(String colour, int end) {
        html.append("<i class=\"").append(colour).append("\">");
        plain(end);
        html.append("</i>");
    }

    private void plain(int end) {
        for (; at < end; at++) {
            switch (line.charAt(at)) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(line.charAt(at));
            }
        }
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }
}
