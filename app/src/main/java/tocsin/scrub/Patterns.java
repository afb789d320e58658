package tocsin.scrub;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The regular expressions of a project, asked only of texts that contain what every match of them must. */
final class Patterns {

    private static final int MAX_LENGTH = 500;

    private record Compiled(Rule rule, Pattern pattern, String literal) {}

    private final List<Compiled> patterns;

    Patterns(Privacy privacy) {
        patterns = privacy.rules().stream()
                .filter(rule -> rule.kind() == Rule.Kind.PATTERN
                        && problem(rule.expression()).isEmpty())
                .map(rule ->
                        new Compiled(rule, Pattern.compile(rule.expression()), Literal.requiredBy(rule.expression())))
                .toList();
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Why this is no expression to search with, if it is none. */
    static Optional<String> problem(String expression) {
        if (expression.length() > MAX_LENGTH) {
            return Optional.of("At most " + MAX_LENGTH + " characters");
        }
        try {
            return Pattern.compile(expression).matches("")
                    ? Optional.of("This matches nothing at all, and so everything")
                    : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("No regular expression: " + e.getDescription());
        }
    }

    /** What they take from the text; the text itself when that is nothing. */
    String applied(String text, Replacement replacement, Remarks remarks) {
        var result = text;
        for (var each : patterns) {
            if (each.literal.isEmpty() || result.contains(each.literal)) {
                result = applied(each, result, replacement, remarks);
            }
        }
        return result;
    }

    private static String applied(Compiled each, String text, Replacement replacement, Remarks remarks) {
        var matcher = each.pattern.matcher(text);
        var found = new ArrayList<Finding>(0);
        while (matcher.find() && found.size() < 1000) {
            if (matcher.end() > matcher.start()) {
                found.add(new Finding(matcher.start(), matcher.end(), each.rule.id()));
            }
        }
        return replacement.applied(text, found, each.rule.action(), remarks);
    }
}
