package tocsin.installer.backup;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** The secret half of a key, {@code AGE-SECRET-KEY-1...}: whoever has it can read what was encrypted for its recipient. */
record Identity(byte[] scalar) {

    private static final String PREFIX = "age-secret-key-";
    private static final int MOST_HEADER = 1 << 16;

    static Identity create() {
        var scalar = new byte[AgeKeys.SIZE];
        new SecureRandom().nextBytes(scalar);
        return new Identity(scalar);
    }

    /** From a file as age-keygen writes it: comments, and the key in a line of its own. */
    static Identity read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(PREFIX))
                    .findFirst()
                    .map(line -> new Identity(Bech32.decode(PREFIX, line.toLowerCase(Locale.ROOT))))
                    .orElseThrow(() -> new IllegalArgumentException("there is no line AGE-SECRET-KEY-1..."));
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(
                    Code.E507,
                    file + " holds no key of backups: " + e.getMessage(),
                    "Name the file that `tocsinctl backup key` or age-keygen wrote.",
                    e);
        }
    }

    Recipient recipient() {
        return new Recipient(AgeKeys.publicOf(scalar));
    }

    String text() {
        return Bech32.encode(PREFIX, scalar).toUpperCase(Locale.ROOT);
    }

    /** What is within the file; the end of the stream is only reached if nothing of it is missing or changed. */
    InputStream decrypt(InputStream in) throws IOException {
        var header = new ByteArrayOutputStream();
        var fileKey = Optional.<byte[]>empty();
        for (var line = line(in, header); !line.startsWith("---"); line = line(in, header)) {
            if (line.startsWith(Recipient.STANZA) && fileKey.isEmpty()) {
                fileKey = unwrap(line.substring(Recipient.STANZA.length()), line(in, header));
            }
        }
        var text = header.toString(StandardCharsets.US_ASCII);
        var mark = text.lastIndexOf("\n---") + "\n---".length();
        var key = fileKey.orElseThrow(() -> new Refusal(
                Code.E507,
                "the backup is encrypted for somebody else than " + recipient().text(),
                "Name the right key with --identity FILE."));
        var sum = Base64.getDecoder().decode(text.substring(mark).strip());
        if (!MessageDigest.isEqual(sum, AgeKeys.headerSum(key, text.substring(0, mark)))) {
            throw new IOException("the header of an encrypted file was changed");
        }
        var nonce = in.readNBytes(Recipient.FILE_KEY);
        return new SealedInput(AgeKeys.payload(key, nonce), in);
    }

    private Optional<byte[]> unwrap(String share, String body) {
        var point = Base64.getDecoder().decode(share);
        var wrapping = AgeKeys.wrapping(
                AgeKeys.agree(scalar, point), point, recipient().point());
        return AgeKeys.unwrap(wrapping, Base64.getDecoder().decode(body));
    }

    private static String line(InputStream in, ByteArrayOutputStream header) throws IOException {
        var start = header.size();
        for (int letter = in.read(); ; letter = in.read()) {
            if (letter < 0 || header.size() > MOST_HEADER) {
                throw new EOFException("this is no file of age");
            }
            header.write(letter);
            if (letter == '\n') {
                var all = header.toByteArray();
                return new String(Arrays.copyOfRange(all, start, all.length - 1), StandardCharsets.US_ASCII);
            }
        }
    }
}
