package tocsin.scrub;

import java.util.ArrayList;
import java.util.List;

/**
 * Which names say that a secret follows. Names are compared by their parts, whatever their case: {@code userPassword},
 * {@code X-Auth-Token} and {@code db_pass} are secrets, {@code author} and {@code tokenizer} are not.
 */
final class SecretNames {

    /** The name is nothing special. */
    static final int PLAIN = 0;

    /** It may name a secret: {@code token}, {@code auth}. */
    static final int WEAK = 1;

    /** It never names anything else. */
    static final int STRONG = 2;

    /** What makes it a secret is its last part. */
    static final int AT_END = 4;

    /** Whoever sends a secret under such a name is not helped by what stands around it. */
    private static final List<String> ANYWHERE = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "credential",
            "authorization",
            "apikey",
            "api_key",
            "api-key",
            "api.key",
            "privatekey",
            "private_key",
            "private-key",
            "accesskey",
            "access_key",
            "access-key",
            "sessionid",
            "session_id",
            "session-id",
            "sessid",
            "sessionkey",
            "session_key",
            "signingkey",
            "signing_key",
            "encryptionkey",
            "encryption_key",
            "mysql_pwd");

    /** These begin and end where a part of the name does. */
    private static final List<String> PARTS =
            List.of("auth", "jwt", "pwd", "csrf", "xsrf", "cvv", "cvc", "ssn", "bearer", "tokens", "cookies", "sid");

    /** These end where a part of the name does: {@code accesstoken}. */
    private static final List<String> ENDINGS = List.of("token", "cookie");

    /** These are the last part of the name. */
    private static final List<String> LAST = List.of("pass", "otp", "pw", "session");

    /** By their first two letters, which tell nearly every place of a name apart from a word's beginning. */
    private static final List<String>[] BY_PAIR = byPair();

    private SecretNames() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String>[] byPair() {
        List<String>[] byPair = new List[32 * 32];
        for (var words : List.of(ANYWHERE, PARTS, ENDINGS, LAST)) {
            for (var word : words) {
                var pair = pair(word.charAt(0), word.charAt(1));
                byPair[pair] = byPair[pair] == null ? new ArrayList<>() : byPair[pair];
                byPair[pair].add(word);
            }
        }
        return byPair;
    }

    /** The same for both cases, and for some signs: whoever finds words there compares them. */
    private static int pair(char first, char second) {
        return (first & 31) << 5 | second & 31;
    }

    /** What the name between these two places of the text says, as flags. */
    static int of(String text, int from, int to) {
        var found = PLAIN;
        for (var i = from; i < to - 1; i++) {
            var words = BY_PAIR[pair(text.charAt(i), text.charAt(i + 1))];
            if (words != null) {
                for (var word : words) {
                    if (i + word.length() <= to && text.regionMatches(true, i, word, 0, word.length())) {
                        found |= verdict(word, text, i, from, to);
                    }
                }
            }
        }
        return found;
    }

    private static int verdict(String word, String text, int at, int from, int to) {
        var end = at + word.length();
        var last = end == to || text.charAt(end) == ']' ? AT_END : 0;
        if (ANYWHERE.contains(word)) {
            return STRONG | last;
        }
        if (!isEnd(text, end, to)) {
            return PLAIN;
        }
        if (ENDINGS.contains(word)) {
            return WEAK | last;
        }
        if (!isStart(text, at, from)) {
            return PLAIN;
        }
        return LAST.contains(word) && end != to ? PLAIN : WEAK | last;
    }

    private static boolean isStart(String text, int at, int from) {
        if (at == from || !Character.isLetter(text.charAt(at - 1))) {
            return true;
        }
        return Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at - 1));
    }

    private static boolean isEnd(String text, int end, int to) {
        if (end >= to || !Character.isLetter(text.charAt(end))) {
            return true;
        }
        return Character.isUpperCase(text.charAt(end)) && Character.isLowerCase(text.charAt(end - 1));
    }
}
