package tocsin.forward;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shows that a webhook comes from us and when it was sent: {@code t=1700000000,v1=<HMAC-SHA256 of "t.body">}. */
final class Signature {

    static final String HEADER = "Tocsin-Signature";

    private Signature() {}

    static String of(String key, long seconds, String body) {
        return "t=" + seconds + ",v1=" + hmac(key, seconds + "." + body);
    }

    private static String hmac(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
