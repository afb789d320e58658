package tocsin.scrub;

import java.util.regex.Pattern;

/**
 * Identifiers in hexadecimal digits: of events and traces, of commits, builds and images, and UUIDs. One in some
 * thousands of them holds digits that would pass for the number of a card or an account.
 */
final class Ids {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final int UUID_LENGTH = 36;

    private Ids() {}

    /** Whether the whole text is the id of an event, with or without dashes. */
    static boolean isEventId(String text) {
        return text.length() == 32 && isHex(text, 0, 32)
                || text.length() == UUID_LENGTH && UUID.matcher(text).matches();
    }

    /**
     * Whether what was found there begins in an identifier; what comes after that is looked at by itself. Slow: for the few
     * findings, not for each number.
     */
    static boolean hold(String text, int from, int to) {
        var start = from;
        while (start > 0 && Character.digit(text.charAt(start - 1), 16) >= 0) {
            start--;
        }
        var end = from;
        while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
            end++;
        }
        return isLongId(text, start, end) || isInUuid(text, from, to);
    }

    /** As long as what programs make of 128, 160 or 256 bits; with 64, Belgian accounts would look the same. */
    private static boolean isLongId(String text, int start, int end) {
        var length = end - start;
        return (length == 32 || length == 40 || length == 64)
                && text.chars().skip(start).limit(length).anyMatch(c -> c > '9');
    }

    private static boolean isInUuid(String text, int from, int to) {
        var uuids =
                UUID.matcher(text).region(Math.max(0, to - UUID_LENGTH), Math.min(text.length(), from + UUID_LENGTH));
        while (uuids.find()) {
            if (uuids.start() <= from && uuids.end() >= to) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHex(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
