package tocsin.installer.backup;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** How the keys of age come from one another. */
final class AgeKeys {

    static final int SIZE = 32;
    static final String CIPHER = "ChaCha20-Poly1305";

    private static final String SUM = "HmacSHA256";
    private static final byte[] BASE_POINT = Arrays.copyOf(new byte[] {9}, SIZE);
    private static final byte[] NO_NONCE = new byte[12];

    private AgeKeys() {}

    static byte[] publicOf(byte[] scalar) {
        return agree(scalar, BASE_POINT);
    }

    /** X25519 of both. */
    static byte[] agree(byte[] scalar, byte[] point) {
        return demand(() -> {
            var factory = KeyFactory.getInstance("X25519");
            var agreement = KeyAgreement.getInstance("X25519");
            agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
            agreement.doPhase(
                    factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(point))), true);
            return agreement.generateSecret();
        });
    }

    static byte[] wrapping(byte[] shared, byte[] share, byte[] recipient) {
        var salt = Arrays.copyOf(share, 2 * SIZE);
        System.arraycopy(recipient, 0, salt, SIZE, SIZE);
        return derived(shared, salt, "age-encryption.org/v1/X25519");
    }

    static byte[] wrap(byte[] key, byte[] fileKey) {
        return demand(() -> cipher(Cipher.ENCRYPT_MODE, key, NO_NONCE).doFinal(fileKey));
    }

    /** Nothing when it is for somebody else. */
    static Optional<byte[]> unwrap(byte[] key, byte[] body) {
        return demand(() -> {
            try {
                return Optional.of(cipher(Cipher.DECRYPT_MODE, key, NO_NONCE).doFinal(body));
            } catch (AEADBadTagException e) {
                return Optional.empty();
            }
        });
    }

    static byte[] headerSum(byte[] fileKey, String header) {
        return sum(derived(fileKey, new byte[0], "header"), header.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] payload(byte[] fileKey, byte[] nonce) {
        return derived(fileKey, nonce, "payload");
    }

    static Cipher cipher(int mode, byte[] key, byte[] nonce) {
        return demand(() -> {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
            return cipher;
        });
    }

    /** HKDF-SHA-256, of which one block is enough. */
    private static byte[] derived(byte[] key, byte[] salt, String purpose) {
        var extracted = sum(salt.length == 0 ? new byte[SIZE] : salt, key);
        var info = (purpose + "\1").getBytes(StandardCharsets.US_ASCII);
        return sum(extracted, info);
    }

    private static byte[] sum(byte[] key, byte[] text) {
        return demand(() -> {
            var mac = Mac.getInstance(SUM);
            mac.init(new SecretKeySpec(key, SUM));
            return mac.doFinal(text);
        });
    }

    /** Little endian, and without the highest bit. */
    private static BigInteger number(byte[] point) {
        var bigEndian = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bigEndian[i] = point[SIZE - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    interface Secret<T> {
        T make() throws GeneralSecurityException;
    }

    static <T> T demand(Secret<T> secret) {
        try {
            return secret.make();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
