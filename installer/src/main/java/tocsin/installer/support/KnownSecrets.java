package tocsin.installer.support;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Secrets whose values are known, in all forms in which they may be written down.
 *
 * @param needles the longest first, so that none is left over of which another is a part
 */
record KnownSecrets(List<String> needles) {

    /** Anything shorter is in many a word that is no secret; rules find such a one by what stands before it. */
    private static final int SHORTEST = 6;

    private static final String MARK = "[secret]";

    /** A text without its secrets, and how many there were. */
    record Cleaned(String text, int count) {}

    /** @param contents of files that hold secrets: a value, an address with a password, or lines of NAME=value */
    static KnownSecrets of(Collection<String> contents) {
        var needles =
                new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(String::compareTo));
        for (var content : contents) {
            content.lines().map(String::strip).forEach(line -> {
                add(line, needles);
                var value = line.replaceFirst("^[A-Z][A-Z0-9_]*=", "");
                add(value, needles);
                userInfo(value).ifPresent(userInfo -> addUserInfo(userInfo, needles));
            });
        }
        return new KnownSecrets(List.copyOf(needles));
    }

    Cleaned clean(String text) {
        var cleaned = text;
        var count = 0;
        for (var needle : needles) {
            for (int at = cleaned.indexOf(needle); at >= 0; at = cleaned.indexOf(needle, at + MARK.length())) {
                cleaned = cleaned.substring(0, at) + MARK + cleaned.substring(at + needle.length());
                count++;
            }
        }
        return new Cleaned(cleaned, count);
    }

    private static Optional<String> userInfo(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getRawUserInfo());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The name before the colon is none; without a colon it is a key. */
    private static void addUserInfo(String userInfo, Collection<String> needles) {
        var colon = userInfo.indexOf(':');
        var secret = userInfo.substring(colon + 1);
        add(secret, needles);
        add(decoded(secret), needles);
        // As basic authentication has it.
        addBase64(decoded(userInfo), needles);
    }

    private static void add(String secret, Collection<String> needles) {
        if (secret.length() < SHORTEST) {
            return;
        }
        needles.add(secret);
        var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        needles.add(encoded);
        needles.add(encoded.replace("+", "%20"));
        needles.add(lowerCaseEscapes(encoded.replace("+", "%20")));
        needles.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        addBase64(secret, needles);
    }

    private static void addBase64(String secret, Collection<String> needles) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        // Whatever stands before it, one of three shifts is its own, but for the letters that it shares with
        // neighbours.
        for (int shift = 0; shift < 3; shift++) {
            var shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            var from = shift == 0 ? 0 : shift + 1;
            var to = shifted.length % 3 == 0 ? text.length() : text.length() - 1;
            if (to - from >= SHORTEST) {
                needles.add(text.substring(from, to));
                needles.add(text.substring(from, to).replace('+', '-').replace('/', '_'));
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String lowerCaseEscapes(String text) {
        var parts = text.split("%", -1);
        return parts[0]
                + Arrays.stream(parts)
                        .skip(1)
                        .map(part -> "%" + part.substring(0, 2).toLowerCase(java.util.Locale.ROOT) + part.substring(2))
                        .reduce("", String::concat);
    }
}
