package tocsin.installer.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** Sees to it that files are what their manifest says. */
final class Checksum {

    private static final int BUFFER = 1 << 18;

    private Checksum() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Manifest.Entry of(Path file) {
        try (var stream = new DigestInputStream(Files.newInputStream(file), sha256())) {
            drain(stream);
            return new Manifest.Entry(file.getFileName().toString(), Files.size(file), hex(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who reads it to the end and then calls {@link #demand} knows that it was the file that the manifest means. */
    static DigestInputStream watched(InputStream stream) {
        return new DigestInputStream(stream, sha256());
    }

    /** Reads what is left, and refuses when all that was read is not the entry's content. */
    static void demand(DigestInputStream stream, Manifest.Entry entry, String backup) throws IOException {
        drain(stream);
        if (!hex(stream).equals(entry.sha256())) {
            throw new Refusal(
                    Code.E505,
                    entry.name() + " of backup " + backup + " differs from its checksum",
                    "Take another backup; `tocsinctl backup verify` tells which are whole.");
        }
    }

    private static void drain(InputStream stream) throws IOException {
        var buffer = new byte[BUFFER];
        while (stream.read(buffer) >= 0) {
            // The checksum is what is wanted.
        }
    }

    private static String hex(DigestInputStream stream) {
        return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    }
}
