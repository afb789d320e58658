package tocsin.grouping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** Turns a list of texts into 32 bytes. Each text goes in with its length, so that "ab","c" is not "a","bc". */
final class Key {

    private byte[] bytes;
    private int size;

    private Key(int bytes) {
        this.bytes = new byte[bytes];
    }

    static byte[] of(GroupingVersion version, List<String> parts) {
        // All at once: to hand them to the digest one by one takes longer than the digest itself
        var key = new Key(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length()).sum() + Integer.BYTES);
        key.add(version.number());
        for (var part : parts) {
            key.add(part);
        }
        return key.digest();
    }

    private void add(String part) {
        var text = part.getBytes(StandardCharsets.UTF_8);
        add(text.length);
        room(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    private void add(int number) {
        room(Integer.BYTES);
        for (var shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (number >>> shift);
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    private byte[] digest() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, size);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
