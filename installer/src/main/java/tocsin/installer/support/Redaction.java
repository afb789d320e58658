package tocsin.installer.support;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a line what nobody else may know. The same line always comes out the same. */
public final class Redaction {

    /** A line with as much as that is no line of a log, and is left out. */
    static final int LONGEST = 1 << 16;

    // Each begins where a word does, so that a long word is not tried from each of its letters.
    private static final Pattern PERCENT = Pattern.compile("(?<![^\\s\"'<>])[^\\s\"'<>]*?%[0-9A-Fa-f]{2}[^\\s\"'<>]*");
    private static final Pattern UNICODE = Pattern.compile("(?<![^\\s\"])[^\\s\"]*?\\\\u00[0-7][0-9A-Fa-f][^\\s\"]*");
    private static final Pattern LETTER = Pattern.compile("\\\\u00([0-7][0-9A-Fa-f])");
    private static final Pattern BASE64 = Pattern.compile("(?<![\\w+/-])[\\w+/-]{16,}={0,2}(?![\\w+/-])");

    private final KnownSecrets secrets;
    private final Pseudonyms names;

    Redaction(KnownSecrets secrets, Pseudonyms names) {
        this.secrets = secrets;
        this.names = names;
    }

    /** @param contents of the files that hold the installation's secrets */
    public static Redaction of(Collection<String> contents) {
        return new Redaction(KnownSecrets.of(contents), Pseudonyms.random());
    }

    /** A line without its secrets, and how many there were. */
    public record Line(String text, int count) {}

    public Line line(String line) {
        if (line.length() > LONGEST) {
            return new Line("[a line of " + line.length() + " characters]", 1);
        }
        try {
            return whole(line);
        } catch (StackOverflowError e) {
            // Made to be hard to look through; nobody misses it.
            return new Line("[a line of " + line.length() + " characters]", 1);
        }
    }

    private Line whole(String line) {
        var plain = plain(line);
        var count = new int[] {plain.count()};
        var unwrapped = each(UNICODE, plain.text(), found -> unwrapped(found.group(), unicode(found.group())), count);
        unwrapped = each(PERCENT, unwrapped, found -> unwrapped(found.group(), decoded(found.group())), count);
        unwrapped = each(BASE64, unwrapped, found -> opened(found.group()), count);
        return new Line(unwrapped, count[0]);
    }

    private Line plain(String line) {
        var known = secrets.clean(line);
        var count = new int[] {known.count()};
        var text = known.text();
        for (var rule : Rule.values()) {
            text = each(rule.pattern(), text, found -> rule.instead(found, names), count);
        }
        return new Line(text, count[0]);
    }

    /** Replaces what is found, and counts what is then another. */
    private static String each(Pattern pattern, String text, Function<MatchResult, String> instead, int[] count) {
        return pattern.matcher(text).replaceAll(found -> {
            var replacement = instead.apply(found);
            if (!replacement.equals(found.group())) {
                count[0]++;
            }
            return Matcher.quoteReplacement(replacement);
        });
    }

    /** As it was where there is nothing to hide in it, and else as it reads. */
    private String unwrapped(String written, String meant) {
        var line = plain(meant);
        return line.count() == 0 ? written : line.text();
    }

    private String opened(String written) {
        try {
            var bytes = written.contains("-") || written.contains("_")
                    ? Base64.getUrlDecoder().decode(written)
                    : Base64.getDecoder().decode(written);
            var meant = new String(bytes, StandardCharsets.UTF_8);
            var isText =
                    meant.chars().allMatch(letter -> letter >= ' ' && letter < 127 || Character.isWhitespace(letter));
            return isText && plain(meant).count() > 0 ? "[base64]" : written;
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    private static String unicode(String written) {
        return LETTER.matcher(written)
                .replaceAll(letter ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(letter.group(1), 16))));
    }
}
