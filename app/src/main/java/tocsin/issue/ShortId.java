package tocsin.issue;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An issue's name among people, {@code WEB-1A}: its project's slug and its number there. */
public record ShortId(String project, long number) {

    /** Without I, L, O and U: what is read aloud or off a screenshot stays what it is, and no word appears by chance. */
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9-]*)-([0-9a-hjkmnp-tv-zilo]{1,13})");

    /** Reads it in either case, with the letters that are taken for digits; empty when it is no short id. */
    public static Optional<ShortId> parse(String text) {
        var match = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return Optional.empty();
        }
        long number = 0;
        for (char letter : match.group(2).toUpperCase(Locale.ROOT).toCharArray()) {
            if (number >> 58 != 0) {
                return Optional.empty();
            }
            number = number << 5 | digit(letter);
        }
        return number > 0 ? Optional.of(new ShortId(match.group(1), number)) : Optional.empty();
    }

    @Override
    public String toString() {
        var digits = new StringBuilder();
        for (long rest = number; rest > 0; rest >>>= 5) {
            digits.append(DIGITS.charAt((int) (rest & 31)));
        }
        return project.toUpperCase(Locale.ROOT) + "-" + digits.reverse();
    }

    private static int digit(char letter) {
        return switch (letter) {
            case 'I', 'L' -> 1;
            case 'O' -> 0;
            default -> DIGITS.indexOf(letter);
        };
    }
}
