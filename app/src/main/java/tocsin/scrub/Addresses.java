package tocsin.scrub;

import java.net.InetAddress;

/** Addresses of people and of machines within a text, and the passwords that some of them carry. */
final class Addresses {

    private static final int MAX_EMAIL = 128;
    private static final int MAX_LOGIN = 256;

    private Addresses() {}

    /** The password in {@code scheme://user:password@host}, seen from its at sign. */
    static Finding passwordBefore(String text, int at) {
        var colon = -1;
        for (var i = at - 1; i > 1 && at - i < MAX_LOGIN; i--) {
            var c = text.charAt(i);
            if (c == ':') {
                colon = i;
            } else if (c == '/') {
                var login = colon > i + 1 || colon == i + 1;
                return login && colon + 1 < at && text.startsWith("://", i - 2) && isNew(text, colon + 1)
                        ? new Finding(colon + 1, at, "@userinfo")
                        : null;
            } else if (c <= ' ' || c == '"' || c == '\'' || c == '<') {
                return null;
            }
        }
        return null;
    }

    private static boolean isNew(String text, int from) {
        return !text.startsWith(Scrubber.FILTERED, from);
    }

    static Finding emailAround(String text, int at) {
        var from = at;
        while (from > 0 && at - from < MAX_EMAIL && isOfMailbox(text.charAt(from - 1))) {
            from--;
        }
        var to = at + 1;
        var dot = false;
        while (to < text.length() && to - at < MAX_EMAIL && isOfDomain(text.charAt(to))) {
            dot |= text.charAt(to) == '.' && to > at + 1 && to + 1 < text.length() && isOfDomain(text.charAt(to + 1));
            to++;
        }
        while (to > at && text.charAt(to - 1) == '.') {
            to--;
        }
        return from < at && dot ? new Finding(from, to, "@email") : null;
    }

    /** Where the address ends that begins here; -1 when none does. */
    static int endOfIpv4(String text, int from) {
        if (from > 0 && text.charAt(from - 1) == '.') {
            return -1;
        }
        var i = from;
        for (var part = 0; part < 4; part++) {
            var number = 0;
            var digits = 0;
            while (i < text.length() && digits < 4 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                number = number * 10 + text.charAt(i++) - '0';
                digits++;
            }
            if (digits == 0 || number > 255) {
                return -1;
            }
            if (part < 3 && (i >= text.length() || text.charAt(i++) != '.')) {
                return -1;
            }
        }
        var more = i + 1 < text.length() && text.charAt(i) == '.' && Character.isDigit(text.charAt(i + 1));
        return more || i < text.length() && Character.isLetterOrDigit(text.charAt(i)) ? -1 : i;
    }

    /** The address that this colon is part of; null when it is of none. */
    static Finding ipv6Around(String text, int colon) {
        var from = colon;
        while (from > 0 && colon - from < 45 && isOfIpv6(text.charAt(from - 1))) {
            from--;
        }
        var to = colon;
        var colons = 0;
        while (to < text.length() && to - from < 46 && isOfIpv6(text.charAt(to))) {
            colons += text.charAt(to) == ':' ? 1 : 0;
            to++;
        }
        if (colons < 2 || to - from < 4) {
            return null;
        }
        try {
            InetAddress.ofLiteral(text.substring(from, to));
            return new Finding(from, to, "@ip");
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isOfIpv6(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == ':' || c == '.';
    }

    private static boolean isOfMailbox(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || c > 160 || "._%+-".indexOf(c) >= 0;
    }

    private static boolean isOfDomain(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || c > 160 || c == '.' || c == '-';
    }
}
