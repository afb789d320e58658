package tocsin.installer.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Who can read what is encrypted: the public half of a key, as {@code age1...}. What this makes are files of age, version 1
 * (age-encryption.org/v1), which any program for them can read.
 */
record Recipient(byte[] point) {

    static final String INTRODUCTION = "age-encryption.org/v1\n";
    static final String STANZA = "-> X25519 ";
    static final int FILE_KEY = 16;

    private static final String PREFIX = "age";
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    static Recipient parse(String text) {
        return new Recipient(Bech32.decode(PREFIX, text));
    }

    String text() {
        return Bech32.encode(PREFIX, point);
    }

    /** What is written to it goes encrypted to the other, which stays open when this is closed. */
    OutputStream encrypt(OutputStream out) throws IOException {
        var fileKey = random(FILE_KEY);
        var header = INTRODUCTION + stanza(fileKey) + "---";
        var nonce = random(FILE_KEY);
        out.write((header + " " + BASE64.encodeToString(AgeKeys.headerSum(fileKey, header)) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(nonce);
        return new SealedOutput(AgeKeys.payload(fileKey, nonce), out);
    }

    /** The file's key, for this recipient alone. */
    private String stanza(byte[] fileKey) {
        var ephemeral = random(AgeKeys.SIZE);
        var share = AgeKeys.publicOf(ephemeral);
        var wrapping = AgeKeys.wrapping(AgeKeys.agree(ephemeral, point), share, point);
        return STANZA + BASE64.encodeToString(share) + "\n" + BASE64.encodeToString(AgeKeys.wrap(wrapping, fileKey))
                + "\n";
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
