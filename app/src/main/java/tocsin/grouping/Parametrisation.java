package tocsin.grouping;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a word in the place of what differs between occurrences of a message, and leaves the numbers that say what is wrong. */
final class Parametrisation {

    private static final int MAX_LENGTH = 1000;
    private static final int MAX_LOOK_BACK = 40;
    // Beyond are the ports that a system hands out, and no code is that large.
    private static final int MAX_KEPT = 32767;

    private static final Pattern CODE_BEFORE = Pattern.compile(
            "(?i:status|code|http(?:/\\d(?:\\.\\d)?)?|errno|error|signal|exit(?:ed)?|sqlstate|version|port)"
                    + "(?: (?:is|was|of|with|code|status))?[\\s:=#(\\[\"'/]{0,3}$|(?<![A-Za-z])[A-Z]{2,5}-$|(?:>|localhost):$");
    private static final Pattern VERSION_BEFORE = Pattern.compile("(?i:version)[\\s:=]{0,3}$");
    private static final Pattern REASON_AFTER = Pattern.compile("[\\s:-]{1,3}([A-Z][A-Za-z]+)");
    private static final Set<String> REASONS = Set.of(
            "OK",
            "Created",
            "Accepted",
            "No",
            "Moved",
            "Found",
            "See",
            "Not",
            "Bad",
            "Unauthorized",
            "Payment",
            "Forbidden",
            "Method",
            "Proxy",
            "Request",
            "Conflict",
            "Gone",
            "Length",
            "Precondition",
            "Payload",
            "Unsupported",
            "Range",
            "Expectation",
            "Misdirected",
            "Unprocessable",
            "Locked",
            "Failed",
            "Too",
            "Internal",
            "Service",
            "Gateway",
            "HTTP",
            "Client",
            "Server",
            "Temporary",
            "Permanent",
            "Upgrade");

    private Parametrisation() {}

    /** The first two lines that say something; what follows in a long message is output, and varies. */
    static String of(String message) {
        var text = Texts.firstLines(message, 2, MAX_LENGTH);
        var result = new StringBuilder(text.length());
        var matcher = Variable.ANY.matcher(text);
        while (matcher.find()) {
            var kind = Variable.found(matcher);
            matcher.appendReplacement(result, "");
            result.append(isKept(kind, matcher, text, result) ? matcher.group() : kind.placeholder());
        }
        return matcher.appendTail(result).toString();
    }

    private static boolean isKept(Variable kind, Matcher found, String text, StringBuilder before) {
        return switch (kind) {
            case VERSION -> true;
            case IP -> follows(VERSION_BEFORE, before);
            case NUMBER -> isCode(found, text, before);
            case URL, EMAIL, TRACE, UUID, DATE, HOST, ADDRESS, HASH, DURATION, SIZE, ID, PATH, TEXT -> false;
        };
    }

    private static boolean isCode(Matcher found, String text, StringBuilder before) {
        var digits = found.group().replaceAll("\\D", "");
        if (digits.length() > 5 || Integer.parseInt(digits) > MAX_KEPT) {
            return false;
        }
        return follows(CODE_BEFORE, before) || isHttpStatus(digits, text, found.end());
    }

    private static boolean isHttpStatus(String digits, String text, int end) {
        if (digits.length() != 3 || digits.charAt(0) < '1' || digits.charAt(0) > '5') {
            return false;
        }
        var reason = REASON_AFTER.matcher(text).region(end, text.length());
        return reason.lookingAt() && REASONS.contains(reason.group(1));
    }

    private static boolean follows(Pattern pattern, StringBuilder before) {
        var from = Math.max(0, before.length() - MAX_LOOK_BACK);
        return pattern.matcher(before).region(from, before.length()).find();
    }
}
