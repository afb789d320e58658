package tocsin.scrub;

/** The text that everything contains which a regular expression matches, as far as that is easily seen. */
final class Literal {

    private Literal() {}

    /** Empty when there is none, or none that is easily seen. */
    static String requiredBy(String expression) {
        if (expression.indexOf('|') >= 0
                || expression.contains("(?")
                || expression.contains("\\Q")
                || expression.contains("[:")
                || expression.contains("[^]")
                || expression.contains("[]")) {
            return "";
        }
        var best = "";
        var run = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < expression.length(); i++) {
            var c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                var escaped = expression.charAt(++i);
                if (Character.isLetterOrDigit(escaped)) {
                    best = longer(best, run);
                    if (escaped == 'x' || escaped == 'p' || escaped == 'P' || Character.isDigit(escaped)) {
                        // Their arguments would be taken for text
                        return best;
                    }
                } else {
                    run.append(escaped);
                }
            } else if (c == '[') {
                best = longer(best, run);
                i = endOfClass(expression, i);
            } else if (c == '*' || c == '?' || c == '{') {
                run.setLength(Math.max(run.length() - 1, 0));
                best = longer(best, run);
                i = c == '{' ? Math.max(expression.indexOf('}', i), i) : i;
            } else if (c == '(' || c == ')') {
                // What stands in a group may not be needed
                best = depth == 0 ? longer(best, run) : best;
                run.setLength(0);
                depth += c == '(' ? 1 : -1;
            } else if (c == '.' || c == '+' || c == '^' || c == '$') {
                best = depth == 0 ? longer(best, run) : best;
                run.setLength(0);
            } else if (depth == 0) {
                run.append(c);
            }
            if (depth > 0) {
                run.setLength(0);
            }
        }
        return longer(best, run);
    }

    private static int endOfClass(String expression, int open) {
        // A bracket right behind the first one is part of the class
        for (var i = open + 2; i < expression.length(); i++) {
            var c = expression.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ']') {
                return i;
            }
        }
        return expression.length();
    }

    private static String longer(String best, StringBuilder run) {
        var longer = run.length() > best.length() ? run.toString() : best;
        run.setLength(0);
        return longer;
    }
}
