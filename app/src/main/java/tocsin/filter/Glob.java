package tocsin.filter;

import java.util.Locale;

/** A text where {@code *} stands for anything and {@code ?} for one character; upper and lower case are the same. */
final class Glob {

    private final String pattern;

    Glob(String pattern) {
        this.pattern = pattern.strip().toLowerCase(Locale.ROOT);
    }

    boolean matches(String sent) {
        var text = sent.toLowerCase(Locale.ROOT);
        int at = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = at;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(at))) {
                p++;
                at++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
