package tocsin.scrub;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is secret in a text, in one pass over its characters that looks closer only where a word begins or a sign
 * stands that a secret cannot do without.
 */
final class Finder {

    private static final String KEY = "-----BEGIN ";
    private static final String KEY_END = "-----END ";

    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte SIGN = 3;

    private static final byte[] KINDS = kinds();

    private final boolean defaults;
    private final boolean emails;
    private final boolean addresses;
    private final NamedValues named;
    private final PlainTexts plain;
    private final PlainTexts plainCode;

    Finder(Privacy privacy, FieldRules fields) {
        defaults = privacy.defaults();
        emails = privacy.emails();
        addresses = privacy.addresses();
        named = new NamedValues(fields);
        // Nearly all projects are content with what is usual; those that are not would each need a memory of their own
        var places = privacy.equals(Privacy.DEFAULT) ? 4 * 1024 : 0;
        plain = new PlainTexts(places);
        plainCode = new PlainTexts(places);
    }

    private static byte[] kinds() {
        var kinds = new byte[128];
        for (var c = 0; c < kinds.length; c++) {
            kinds[c] = Character.isLetter(c) || c == '_' ? LETTER : Character.isDigit(c) ? DIGIT : 0;
        }
        for (var c : "=:@-%".toCharArray()) {
            kinds[c] = SIGN;
        }
        return kinds;
    }

    /** Whether it finds what may be as short as an address. */
    boolean findsPeople() {
        return emails || addresses;
    }

    /** Whether the text came before, and held nothing. */
    boolean knows(String text, boolean code) {
        return (code ? plainCode : plain).holds(text);
    }

    /**
     * In order and apart from each other; null when there is nothing, which is nearly always so.
     *
     * @param characters those of the text, and maybe more: every text of an event comes through here, and an array is read in
     *     a third of the time that a string takes
     */
    List<Finding> find(String text, char[] characters, boolean code) {
        List<Finding> found = null;
        byte before = 0;
        var done = 0;
        var length = text.length();
        for (var i = 0; i < length; i++) {
            var c = characters[i];
            var kind = c < 128 ? KINDS[c] : LETTER;
            if (kind == 0 || kind == before && kind != SIGN) {
                before = kind;
                continue;
            }
            var finding =
                    switch (kind) {
                        case LETTER -> before == DIGIT || !defaults ? null : word(text, i, c);
                        case DIGIT -> digits(text, i, before);
                        default -> sign(text, characters, i, code);
                    };
            if (kind == SIGN && c == '%' && isEscape(text, i)) {
                i += 2;
            }
            before = kind;
            if (finding != null && finding.from() >= done) {
                found = found == null ? new ArrayList<>(2) : found;
                found.add(finding);
                done = finding.to();
                i = Math.max(i, done - 1);
                before = 0;
            }
        }
        if (found == null) {
            (code ? plainCode : plain).add(text);
        }
        return found;
    }

    /** Whether a private key begins in the text and does not end in it: the next lines are part of it. */
    static boolean isInKey(String text) {
        var begin = text.lastIndexOf(KEY);
        return begin >= 0 && text.indexOf("PRIVATE KEY", begin) >= 0 && text.indexOf(KEY_END, begin) < 0;
    }

    static boolean endsKey(String text) {
        return text.contains(KEY_END);
    }

    private static Finding word(String text, int at, char c) {
        if (c >= 'A' && c <= 'Z') {
            var end = Numbers.endOfIban(text, at);
            if (end > 0 && !Ids.hold(text, at, end)) {
                return new Finding(at, end, "@iban");
            }
        }
        return Tokens.at(text, at);
    }

    private Finding digits(String text, int at, byte before) {
        if (addresses && before == 0) {
            var end = Addresses.endOfIpv4(text, at);
            if (end > 0) {
                return new Finding(at, end, "@ip");
            }
        }
        if (!defaults || at > 1 && text.charAt(at - 1) == '.' && Character.isDigit(text.charAt(at - 2))) {
            return null;
        }
        var end = Numbers.endOfCard(text, at);
        return end < 0 || Ids.hold(text, at, end) ? null : new Finding(at, end, "@creditcard");
    }

    private Finding sign(String text, char[] characters, int at, boolean code) {
        return switch (characters[at]) {
            case '=' -> named.at(text, characters, at, code);
            case ':' -> {
                var address = addresses ? Addresses.ipv6Around(text, at) : null;
                yield address == null ? named.at(text, characters, at, code) : address;
            }
            case '@' -> atSign(text, at);
            case '-' -> defaults && text.startsWith("--", at) && text.startsWith(KEY, at) ? privateKey(text, at) : null;
            default -> null;
        };
    }

    private Finding atSign(String text, int at) {
        var login = defaults ? Addresses.passwordBefore(text, at) : null;
        return login == null && emails ? Addresses.emailAround(text, at) : login;
    }

    private static Finding privateKey(String text, int at) {
        var name = text.indexOf("PRIVATE KEY", at);
        if (name < 0 || name > at + 40) {
            return null;
        }
        var end = text.indexOf(KEY_END, at);
        var close = end < 0 ? -1 : text.indexOf("-----", end + KEY_END.length());
        return new Finding(at, close < 0 ? text.length() : close + 5, "@privatekey");
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }
}
