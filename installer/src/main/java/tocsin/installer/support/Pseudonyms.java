package tocsin.installer.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names that stand for others, the same one for the same one within a bundle; the key is in nobody's hands afterwards. */
final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LETTERS = 8;

    private final SecretKeySpec key;

    Pseudonyms(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    static Pseudonyms random() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(key);
    }

    /** Such as {@code ip-1b2c3d4e}. */
    String of(String kind, String value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var digest = mac.doFinal(value.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return kind + "-" + HexFormat.of().formatHex(digest).substring(0, LETTERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
