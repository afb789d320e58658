package tocsin.sentry;

/** Takes the innermost of absurdly nested JSON out of its text, for the rare sender that tries. */
final class DepthCut {

    private DepthCut() {}

    /** The same JSON, where every value inside of more than {@code max} brackets is gone. */
    static String cut(String json, int max) {
        var kept = new StringBuilder(Math.min(json.length(), 16 * 1024));
        var depth = 0;
        for (var i = 0; i < json.length(); i++) {
            var c = json.charAt(i);
            var closes = c == ']' || c == '}';
            if (closes) {
                depth--;
            }
            if (c == '"') {
                var end = endOfString(json, i);
                if (depth < max) {
                    kept.append(json, i, end);
                }
                i = end - 1;
            } else if (depth < max) {
                kept.append(c);
            }
            if (c == '[' || c == '{') {
                depth++;
            }
        }
        return kept.toString();
    }

    private static int endOfString(String json, int quote) {
        for (var i = quote + 1; i < json.length(); i++) {
            switch (json.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return i + 1;
                }
                default -> {
                    // part of the string
                }
            }
        }
        return json.length();
    }
}
