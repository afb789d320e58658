package tocsin.scrub;

/** Numbers that prove themselves by their own check digits: those of payment cards and of bank accounts. */
final class Numbers {

    private static final int MAX_CARD = 19;
    private static final int MAX_IBAN = 34;

    private Numbers() {}

    /** Where the card number ends that begins here; -1 when none does. Groups may stand apart. */
    static int endOfCard(String text, int from) {
        var first = text.charAt(from);
        if (first < '2' || first > '6') {
            return -1;
        }
        var digits = 0;
        var number = 0L;
        var best = -1;
        var i = from;
        while (i < text.length() && digits < MAX_CARD) {
            var c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + c - '0';
                digits++;
                i++;
                if (digits >= 13 && !isDigit(text, i) && isCard(number, digits)) {
                    best = i;
                }
                continue;
            }
            var gap = gap(text, i);
            if (gap == 0 || !isDigit(text, i + gap)) {
                break;
            }
            i += gap;
        }
        return best;
    }

    private static int gap(String text, int at) {
        var c = text.charAt(at);
        if (c == ' ' || c == '-' || c == '+') {
            return 1;
        }
        return text.startsWith("%20", at) ? 3 : 0;
    }

    /** Begins like a card of a network that has so many digits, and its last digit is right. */
    static boolean isCard(long number, int digits) {
        return isIssued(number, digits) && luhn(number);
    }

    private static boolean isIssued(long number, int digits) {
        var four = number;
        for (var i = digits; i > 4; i--) {
            four /= 10;
        }
        var two = four / 100;
        return switch (digits) {
            case 13 -> two / 10 == 4;
            case 14 -> two == 36 || two == 38 || two == 30;
            case 15 -> two == 34 || two == 37;
            case 16 ->
                two / 10 == 4 || two >= 50 && two <= 69 || four >= 2221 && four <= 2720 || two == 35 || two == 36;
            case 17, 18 -> two >= 56 && two <= 69;
            case 19 -> two / 10 == 4 || two >= 56 && two <= 69;
            default -> false;
        };
    }

    private static boolean luhn(long number) {
        var sum = 0;
        var twice = false;
        for (var rest = number; rest > 0; rest /= 10) {
            var digit = (int) (rest % 10);
            sum += !twice ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
            twice = !twice;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** Where the account number ends that begins here; -1 when none does. */
    static int endOfIban(String text, int from) {
        if (from + 15 > text.length()
                || !isUpper(text.charAt(from + 1))
                || !isDigit(text, from + 2)
                || !isDigit(text, from + 3)) {
            return -1;
        }
        var best = -1;
        var kept = new StringBuilder(MAX_IBAN);
        for (var i = from; i < text.length() && kept.length() < MAX_IBAN; i++) {
            var c = text.charAt(i);
            if (!isUpper(c) && !(c >= '0' && c <= '9')) {
                if (c != ' ' || kept.length() % 4 != 0) {
                    break;
                }
                continue;
            }
            kept.append(c);
            var ends = i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1));
            if (ends && kept.length() >= 15 && isAccount(kept)) {
                best = i + 1;
            }
        }
        return best;
    }

    private static boolean isAccount(CharSequence iban) {
        var rest = 0;
        for (var i = 0; i < iban.length(); i++) {
            var c = iban.charAt((i + 4) % iban.length());
            rest = isUpper(c) ? (rest * 100 + c - 'A' + 10) % 97 : (rest * 10 + c - '0') % 97;
        }
        return rest == 1;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
