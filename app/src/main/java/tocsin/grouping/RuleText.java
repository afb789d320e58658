package tocsin.grouping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads rules, one in a line. First what must be true, then an arrow and a fingerprint, or what to do with the frames:
 *
 * <pre>
 * # every failure to reach the database is one issue
 * type:ConnectionError message:"*database*" -> database-away {{ environment }}
 * path:*&#47;generated/* -app
 * function:rethrow -group
 * </pre>
 */
final class RuleText {

    private static final int MAX_RULES = 200;
    private static final int MAX_LINE = 500;
    private static final int MAX_PARTS = 10;
    private static final String ARROW = "->";

    private final List<FingerprintRule> fingerprints = new ArrayList<>();
    private final List<FrameRule> frames = new ArrayList<>();

    private RuleText() {}

    /** What is wrong with a line. */
    private static final class Wrong extends Exception {

        private static final long serialVersionUID = 1;

        Wrong(String what) {
            super(what, null, false, false);
        }
    }

    static GroupingRules read(String text) {
        var rules = new RuleText();
        var mistakes = new ArrayList<InvalidRules.Mistake>();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var rule = line.strip();
            if (rule.isEmpty() || rule.startsWith("#")) {
                continue;
            }
            try {
                rules.add(number, rule);
            } catch (Wrong wrong) {
                mistakes.add(new InvalidRules.Mistake(number, wrong.getMessage()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidRules(mistakes);
        }
        return new GroupingRules(rules.fingerprints, rules.frames);
    }

    private void add(int number, String line) throws Wrong {
        if (line.length() > MAX_LINE) {
            throw new Wrong("a rule has at most " + MAX_LINE + " characters");
        }
        if (fingerprints.size() + frames.size() == MAX_RULES) {
            throw new Wrong("there are at most " + MAX_RULES + " rules");
        }
        var words = words(line);
        var arrow = words.indexOf(ARROW);
        var first = words.size();
        for (var at = words.size() - 1; at >= 0 && action(words.get(at)).isPresent(); at--) {
            first = at;
        }
        if (arrow >= 0) {
            fingerprints.add(new FingerprintRule(
                    number, line, condition(words.subList(0, arrow)), parts(words.subList(arrow + 1, words.size()))));
            return;
        }
        if (first == words.size()) {
            throw new Wrong("it ends neither with -> and a fingerprint nor with +app, -app, +group or -group");
        }
        var condition = condition(words.subList(0, first));
        if (condition.ofFrame().isEmpty()) {
            throw new Wrong("it does not say which frames: path, module, function, package, family or app");
        }
        for (var word : words.subList(first, words.size())) {
            frames.add(new FrameRule(number, line, condition, action(word).orElseThrow()));
        }
    }

    private static Optional<FrameRule.Action> action(String word) {
        return Arrays.stream(FrameRule.Action.values())
                .filter(action -> action.word.equals(word))
                .findFirst();
    }

    private static List<String> parts(List<String> words) throws Wrong {
        var parts = new ArrayList<String>();
        for (var word : words) {
            var part = unquoted(word);
            if (!part.isBlank()) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            throw new Wrong("after -> there is no fingerprint");
        }
        if (parts.size() > MAX_PARTS) {
            throw new Wrong("a fingerprint has at most " + MAX_PARTS + " parts");
        }
        return parts;
    }

    private static Condition condition(List<String> words) throws Wrong {
        if (words.isEmpty()) {
            throw new Wrong("it does not say what it is about");
        }
        var ofEvent = new ArrayList<Matcher>();
        var ofFrame = new ArrayList<Matcher>();
        for (var word : words) {
            var matcher = matcher(word);
            (matcher.field().ofFrame ? ofFrame : ofEvent).add(matcher);
        }
        return new Condition(ofEvent, ofFrame);
    }

    private static Matcher matcher(String word) throws Wrong {
        var negated = word.startsWith("!");
        var colon = word.indexOf(':');
        if (colon < 0) {
            throw new Wrong("“" + word + "” is not of the form field:value");
        }
        var name = word.substring(negated ? 1 : 0, colon).toLowerCase(Locale.ROOT);
        var value = unquoted(word.substring(colon + 1));
        if (value.isBlank()) {
            throw new Wrong("“" + name + "” has no value");
        }
        if (name.startsWith("tags.") && name.length() > 5) {
            return new Matcher(Matcher.Field.TAG, name.substring(5), negated, new Glob(value));
        }
        for (var field : Matcher.Field.values()) {
            if (field != Matcher.Field.TAG && field.word().equals(name)) {
                if (field == Matcher.Field.APP && !List.of("yes", "no").contains(value)) {
                    throw new Wrong("app is yes or no");
                }
                return new Matcher(field, null, negated, new Glob(value));
            }
        }
        throw new Wrong("“" + name + "” is none of "
                + Arrays.stream(Matcher.Field.values()).map(Matcher.Field::word).collect(Collectors.joining(", ")));
    }

    private static String unquoted(String word) {
        return word.length() > 1 && word.startsWith("\"") && word.endsWith("\"")
                ? word.substring(1, word.length() - 1)
                : word;
    }

    /** Words stand between spaces and commas, which belong to them within quotes and braces. */
    private static List<String> words(String line) throws Wrong {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var quoted = false;
        var braces = 0;
        for (var at = 0; at < line.length(); at++) {
            var character = line.charAt(at);
            if (character == '"') {
                quoted = !quoted;
            } else if (line.startsWith("{{", at)) {
                braces++;
            } else if (line.startsWith("}}", at)) {
                braces--;
            }
            if (!quoted && braces == 0 && (Character.isWhitespace(character) || character == ',')) {
                addTo(words, word);
            } else {
                word.append(character);
            }
        }
        addTo(words, word);
        if (quoted || braces != 0) {
            throw new Wrong(quoted ? "a quote is not closed" : "{{ and }} do not pair");
        }
        return words;
    }

    private static void addTo(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
