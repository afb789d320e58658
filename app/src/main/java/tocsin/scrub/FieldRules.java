package tocsin.scrub;

import java.util.List;
import java.util.Locale;
import tocsin.cache.Slots;

/** What a field's name alone says of its value: secret by default, by the project's own wish, or never. */
final class FieldRules {

    static final String COOKIE = "@cookie";

    private static final int REMEMBERED = 1024;

    /**
     * A name that means a secret.
     *
     * @param strong whether it cannot mean anything else
     * @param atEnd whether what makes it one is its last part
     * @param own the project's own rule; null for all others
     */
    record Match(String id, boolean strong, boolean atEnd, Rule own) {}

    private record Remembered(String name, Match match) {}

    private static final Match WEAK = new Match("@password", false, false, null);
    private static final Match WEAK_AT_END = new Match("@password", false, true, null);
    private static final Match STRONG = new Match("@password", true, false, null);
    private static final Match STRONG_AT_END = new Match("@password", true, true, null);
    private static final Match COOKIES = new Match(COOKIE, true, true, null);
    private static final Match ADDRESS = new Match("@ip", true, true, null);

    private final boolean defaults;
    private final boolean addresses;
    private final List<String> sensitive;
    private final List<String> safe;
    private final List<Rule> own;

    /** The same few hundred names come again and again. A race loses no more than a comparison. */
    private final Slots<Remembered> remembered = new Slots<>(REMEMBERED);

    FieldRules(Privacy privacy) {
        defaults = privacy.defaults();
        addresses = privacy.addresses();
        sensitive = lower(privacy.sensitiveFields());
        safe = lower(privacy.safeFields());
        own = privacy.rules().stream()
                .filter(rule -> rule.kind() == Rule.Kind.FIELD)
                .toList();
    }

    /** Whether everything under this name stays as it is. */
    boolean isSafe(String name) {
        return !safe.isEmpty() && safe.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Null when the name says nothing. */
    Match ofField(String name) {
        var slot = remembered.place(name.hashCode());
        var known = remembered.get(slot);
        if (known != null && known.name.equals(name)) {
            return known.match;
        }
        var match = name.length() > 200 ? null : match(name, name.toLowerCase(Locale.ROOT));
        remembered.put(slot, new Remembered(name, match));
        return match;
    }

    /** The same for a name within a text. */
    Match inText(String text, int from, int to) {
        if (own.isEmpty() && sensitive.isEmpty() && safe.isEmpty()) {
            return defaults ? builtIn(text, from, to) : null;
        }
        return ofField(text.substring(from, to));
    }

    private Match match(String name, String lower) {
        if (isSafe(name)) {
            return null;
        }
        for (var rule : own) {
            if (lower.equals(rule.expression().toLowerCase(Locale.ROOT))) {
                return new Match(rule.id(), true, true, rule);
            }
        }
        for (var field : sensitive) {
            if (lower.contains(field)) {
                return STRONG_AT_END;
            }
        }
        if (addresses && isAddress(lower)) {
            return ADDRESS;
        }
        return defaults ? builtIn(name, 0, name.length()) : null;
    }

    private static Match builtIn(String text, int from, int to) {
        var found = SecretNames.of(text, from, to);
        if (found == SecretNames.PLAIN) {
            return null;
        }
        if (isCookie(text, from, to)) {
            return COOKIES;
        }
        var atEnd = (found & SecretNames.AT_END) != 0;
        return (found & SecretNames.STRONG) != 0 ? (atEnd ? STRONG_AT_END : STRONG) : atEnd ? WEAK_AT_END : WEAK;
    }

    private static boolean isCookie(String text, int from, int to) {
        return isWord(text, from, to, "cookie")
                || isWord(text, from, to, "cookies")
                || isWord(text, from, to, "set-cookie")
                || isWord(text, from, to, "http_cookie");
    }

    private static boolean isWord(String text, int from, int to, String word) {
        return to - from == word.length() && text.regionMatches(true, from, word, 0, word.length());
    }

    private static boolean isAddress(String lower) {
        return switch (lower) {
            case "ip_address",
                    "ip",
                    "ipaddress",
                    "remote_addr",
                    "remoteaddr",
                    "client_ip",
                    "clientip",
                    "remote_ip",
                    "x-forwarded-for",
                    "http_x_forwarded_for",
                    "x-real-ip",
                    "http_x_real_ip",
                    "forwarded",
                    "true-client-ip",
                    "cf-connecting-ip" -> true;
            default -> false;
        };
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
