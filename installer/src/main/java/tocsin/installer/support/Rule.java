package tocsin.installer.support;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What secrets and personal data look like, and what is written instead. */
enum Rule {
    PRIVATE_KEY("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", "[private key]"),
    /** PostgreSQL tells of values where a statement was slow or failed. */
    PARAMETERS("(?i)\\b(parameters: )\\$1 = .*", "$1[values]"),
    ROW("(?i)(\\bfailing row contains |\\bkey \\([^)]*\\)=)\\(.*", "$1[row]"),
    COPIED_ROW("\\b(COPY \\w+, line \\d+[^:]*: )\".*", "$1[row]"),
    /** To the end of what a header can hold. */
    HEADER(
            "(?i)\\b((?:proxy-)?authorization|x-sentry-auth|x-api-key|set-cookie|cookie)"
                    + "((?:\\\\?\"|'|%22)?\\s*(?:[:=]|%3[ad])\\s*+)(?!\\[[a-z ]+])(?:" + Quoted.ANY + "|[^\"'\\r\\n]+)",
            "$1$2[header]"),
    CREDENTIALS("(?i)\\b(bearer|basic|digest|negotiate)\\s+[a-z0-9+/=._~-]{6,}", "$1 [credentials]"),
    JWT("\\beyJ[\\w-]{5,}\\.[\\w-]{5,}\\.[\\w-]*", "[jwt]"),
    /** A password may have slashes in it where nobody has encoded them; a port has not. */
    USER_INFO(
            "(?i)(:(?://|%2f%2f))(?:[^/\\s\"'<>]*|[^/\\s:@\"'<>]+:(?!\\d{1,5}(?:/|\\s|$))[^\\s\"'<>]*)(?:@|%40)",
            "$1[user]@"),
    OPTION("(?i)(--?(?:password|passphrase|token|secret|api-?key)(?:\\s+|=))(?:\"[^\"]*\"|'[^']*'|\\S+)", "$1[secret]"),
    SQL_PASSWORD("(?i)\\b(password\\s+)'[^']*+(?:''[^']*+)*+'", "$1'[secret]'"),
    NAMED_VALUE(
            "(?i)(?<![\\w.-])(?!password_encryption\\b)([\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key"
                    + "|access[_-]?key|private[_-]?key|sentry[_-]?key|public[_-]?key|csrf)[\\w.-]*+"
                    + "|[\\w.-]*session(?:[_-]?id)?(?![\\w.-]))"
                    + "((?:\\\\?\"|'|%22)?\\s*(?:=>|[:=]|%3[ad])\\s*+)(?!\\[[a-z ]+]|\\$\\d)(?:" + Quoted.ANY
                    + "|'[^']*'|%22.*?%22|[^\\s,;&\"'}\\])]+)",
            "$1$2[secret]"),
    TOKEN("\\b(?:tcs_|sntry[us]_|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA)[\\w-]{8,}", "[token]"),
    MAIL(
            "(?i)(?<![a-z0-9.!#$*+_~-])[a-z0-9.!#$*+_~-]++(?:@|%40)(?!\\w+\\.(?:service|timer|target|socket|mount|slice)\\b)"
                    + "[a-z0-9-]+(?:\\.[a-z0-9-]+)+") {
        @Override
        String instead(MatchResult found, Pseudonyms names) {
            return names.of("mail", found.group().replaceFirst("(?i)%40", "@"));
        }
    },
    IPV4("(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w]|\\.\\d)") {
        @Override
        String instead(MatchResult found, Pseudonyms names) {
            var isOurOwn = found.group().startsWith("127.") || found.group().equals("0.0.0.0");
            return isOurOwn ? found.group() : names.of("ip", found.group());
        }
    },
    /** A time of day has two colons as well, and is kept. */
    IPV6("(?i)(?<![:\\w])(?=[0-9a-f:]{0,37}::|(?:[0-9a-f]{1,4}:){7})[0-9a-f:]{2,39}(?:%[a-z0-9]+)?(?![:\\w])") {
        @Override
        String instead(MatchResult found, Pseudonyms names) {
            var isOurOwn = List.of("::1", "::", ":::").contains(found.group());
            return isOurOwn ? found.group() : names.of("ip", found.group());
        }
    },
    MAC("(?i)(?<![:\\w])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![:\\w])", "[mac]");

    /** Text between quotes, which may be escaped themselves; none of it is tried twice. */
    private static final class Quoted {

        private static final String ESCAPED = "\\\\\"[^\"\\\\]*+(?:\\\\[^\"][^\"\\\\]*+)*+\\\\\"";
        private static final String PLAIN = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";
        private static final String ANY = ESCAPED + "|" + PLAIN;
    }

    private final Pattern pattern;
    private final String replacement;

    Rule(String pattern) {
        this(pattern, "");
    }

    Rule(String pattern, String replacement) {
        this.pattern = Pattern.compile(pattern);
        this.replacement = replacement;
    }

    /** What stands where it was found; the same text where it is left. */
    String instead(MatchResult found, Pseudonyms names) {
        var text = replacement;
        for (int i = 1; i <= Math.min(2, found.groupCount()); i++) {
            text = text.replace("$" + i, found.group(i));
        }
        return text;
    }

    Pattern pattern() {
        return pattern;
    }
}
