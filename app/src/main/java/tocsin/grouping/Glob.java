package tocsin.grouping;

/**
 * A text where {@code *} stands for anything and {@code ?} for one character; upper and lower case are the same. A text is
 * gone through once for each place where the part after the last star begins, never more.
 */
public final class Glob {

    private final String pattern;

    public Glob(String pattern) {
        this.pattern = pattern.strip();
    }

    public boolean matches(String text) {
        int at = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = at;
            } else if (p < pattern.length() && isSame(pattern.charAt(p), text.charAt(at))) {
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

    private static boolean isSame(char pattern, char sent) {
        return pattern == '?' || pattern == sent || Character.toLowerCase(pattern) == Character.toLowerCase(sent);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
