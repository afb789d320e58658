package tocsin.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 64 bits that stand for a person, so that people can be counted without being listed. */
public final class PersonHash {

    private PersonHash() {}

    /** SHA-256 rather than a faster hash: sketches need every bit to be even, and an event has one person. */
    public static long of(String identity) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
