package tocsin.installer.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** An Ed25519 public key, in PEM as openssl writes it. */
public final class Key {

    private static final String ALGORITHM = "Ed25519";

    private final PublicKey key;

    private Key(PublicKey key) {
        this.key = key;
    }

    public static Key read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new Refusal(
                    Code.E208, "cannot read the key " + file, "Name a file that holds a public key in PEM.", e);
        }
    }

    /** The offline root's, which the build put into this executable. */
    public static Key ofRoot() {
        try (var stream = Key.class.getResourceAsStream("/tocsin/installer/keys/root.pem")) {
            if (stream == null) {
                throw new Refusal(
                        Code.E208,
                        "this tocsinctl was built without a root key",
                        "Give the root's public key with --root-key FILE, from a source that you trust.");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), "of the root");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the holder of the private key has signed the content; what is no signature at all has not been signed. */
    boolean hasSigned(byte[] content, byte[] signature) {
        try {
            var verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(content);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static Key parse(String pem, String name) {
        var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return new Key(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Refusal(
                    Code.E208,
                    "the key " + name + " is no Ed25519 public key in PEM",
                    "Give one that openssl can read.",
                    e);
        }
    }
}
