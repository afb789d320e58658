package tocsin.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tocsin.scrub.Rule.Action;

/** Puts something else in the place of what was found, and says so. */
final class Replacement {

    private static final int MAX_STARS = 64;

    private final String salt;

    Replacement(String salt) {
        this.salt = salt;
    }

    String applied(String text, List<Finding> found, Action action, Remarks remarks) {
        if (found == null || found.isEmpty()) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        var from = 0;
        for (var finding : found) {
            clean.append(text, from, finding.from());
            var start = clean.length();
            clean.append(instead(text.substring(finding.from(), finding.to()), action));
            remarks.replaced(finding.rule(), action, start, clean.length());
            from = finding.to();
        }
        return clean.append(text, from, text.length()).toString();
    }

    private String instead(String secret, Action action) {
        return switch (action) {
            case REPLACE -> Scrubber.FILTERED;
            case MASK -> "*".repeat(Math.min(secret.length(), MAX_STARS));
            case REMOVE -> "";
            case HASH -> hash(secret);
        };
    }

    private String hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
