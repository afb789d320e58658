package tocsin.scrub;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Tokens that can be told by how they begin. */
final class Tokens {

    /** How a token of some issuer begins, and how many characters follow at least. */
    private record Prefix(String text, int min) {}

    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("AKIA", 16),
            new Prefix("ASIA", 16),
            new Prefix("AIza", 35),
            new Prefix("SG.", 40),
            new Prefix("dop_v1_", 40),
            new Prefix("ghp_", 30),
            new Prefix("gho_", 30),
            new Prefix("ghu_", 30),
            new Prefix("ghs_", 30),
            new Prefix("ghr_", 30),
            new Prefix("github_pat_", 30),
            new Prefix("glpat-", 18),
            new Prefix("hf_", 30),
            new Prefix("npm_", 36),
            new Prefix("pypi-", 40),
            new Prefix("rk_live_", 16),
            new Prefix("sk-", 24),
            new Prefix("sk_live_", 16),
            new Prefix("sk_test_", 16),
            new Prefix("sntrys_", 20),
            new Prefix("sntryu_", 40),
            new Prefix("whsec_", 24),
            new Prefix("xoxa-", 10),
            new Prefix("xoxb-", 10),
            new Prefix("xoxe-", 10),
            new Prefix("xoxp-", 10),
            new Prefix("xoxr-", 10),
            new Prefix("xoxs-", 10),
            new Prefix("ya29.", 20));

    private static final Prefix[][] BY_LETTER = byLetter();

    private Tokens() {}

    private static Prefix[][] byLetter() {
        var byLetter = new Prefix[128][];
        for (char c = 0; c < byLetter.length; c++) {
            var letter = c;
            var some = PREFIXES.stream()
                    .filter(prefix -> prefix.text.charAt(0) == letter)
                    .toArray(Prefix[]::new);
            byLetter[c] = Stream.of(some).findAny().isPresent() ? some : null;
        }
        return byLetter;
    }

    /** The token that begins at this word; null when none does. */
    static Finding at(String text, int from) {
        var c = text.charAt(from);
        if (c == 'e' && text.startsWith("eyJ", from)) {
            return jsonWebToken(text, from);
        }
        if (c == 'B' || c == 'b') {
            return carried(text, from);
        }
        var prefixes = c < 128 ? BY_LETTER[c] : null;
        if (prefixes == null) {
            return null;
        }
        var second = from + 1 < text.length() ? text.charAt(from + 1) : 0;
        for (var prefix : prefixes) {
            if (prefix.text.charAt(1) == second && text.startsWith(prefix.text, from)) {
                var end = endOfWord(text, from);
                if (end - from >= prefix.text.length() + prefix.min) {
                    return new Finding(from, end, "@token");
                }
            }
        }
        return null;
    }

    private static Finding jsonWebToken(String text, int from) {
        var end = endOfWord(text, from);
        var first = text.indexOf('.', from);
        var second = first < 0 ? -1 : text.indexOf('.', first + 1);
        return first - from >= 10 && second > first + 1 && second < end ? new Finding(from, end, "@jwt") : null;
    }

    /** What an Authorization header carries, wherever it stands. */
    private static Finding carried(String text, int from) {
        var bearer = text.regionMatches(true, from, "bearer", 0, 6);
        if (!bearer && !text.regionMatches(true, from, "basic", 0, 5)) {
            return null;
        }
        var start = from + (bearer ? 6 : 5);
        var gap =
                text.startsWith(" ", start) || text.startsWith("+", start) ? 1 : text.startsWith("%20", start) ? 3 : 0;
        var end = endOfCarried(text, start + gap);
        var length = end - start - gap;
        if (gap == 0 || length < 8) {
            return null;
        }
        var token = text.substring(start + gap, end);
        var secret = bearer ? length >= 16 || token.chars().anyMatch(Character::isDigit) : isLogin(token);
        return secret ? new Finding(start + gap, end, "@bearer") : null;
    }

    private static boolean isLogin(String base64) {
        try {
            var login = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
            return login.indexOf(':') >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int endOfWord(String text, int from) {
        var end = from;
        while (end < text.length() && isTokenCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfCarried(String text, int from) {
        var end = from;
        while (end < text.length() && (isTokenCharacter(text.charAt(end)) || "+/=~:".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }
}
