package tocsin.grouping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Turns a list of texts into 32 bytes. Each text goes in with its length, so that "ab","c" is not "a","bc". */
final class Key {

    private Key() {}

    static byte[] of(GroupingVersion version, List<String> parts) {
        var digest = sha256();
        var length = ByteBuffer.allocate(Integer.BYTES);
        digest.update(length.putInt(0, version.number()).array());
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(length.putInt(0, bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
