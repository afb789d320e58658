package tocsin.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What stands in a mail's link: who wants to be left alone about what. It is not stored; a signature makes it ours. */
@ApplicationScoped
class SignedLinks {

    private static final String PURPOSE = "unsubscribe";
    private static final Duration VALID = Duration.ofDays(365);

    private final KeySql keys;

    SignedLinks(KeySql keys) {
        this.keys = keys;
    }

    record Unsubscription(String tenant, long project, long user) {}

    String of(Unsubscription who, Instant now) {
        var claim = who.tenant() + "." + who.project() + "." + who.user() + "."
                + now.plus(VALID).getEpochSecond();
        return claim + "." + signature(keys.keys(PURPOSE).getFirst(), claim);
    }

    /** Nothing when we did not write it, or too long ago. */
    Optional<Unsubscription> read(String token, Instant now) {
        var end = token.lastIndexOf('.');
        if (end < 0 || token.length() > 200) {
            return Optional.empty();
        }
        var claim = token.substring(0, end);
        var given = token.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        if (keys.keys(PURPOSE).stream()
                .noneMatch(
                        key -> MessageDigest.isEqual(signature(key, claim).getBytes(StandardCharsets.UTF_8), given))) {
            return Optional.empty();
        }
        var parts = claim.split("\\.");
        return Long.parseLong(parts[3]) < now.getEpochSecond()
                ? Optional.empty()
                : Optional.of(new Unsubscription(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    }

    private static String signature(byte[] key, String claim) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var signed = mac.doFinal((PURPOSE + ":" + claim).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
