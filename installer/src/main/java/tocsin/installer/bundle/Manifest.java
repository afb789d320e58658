package tocsin.installer.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * What every file of a bundle must be. A line is "SHA-256, two spaces, mode, two spaces, path": the mode in octal for a
 * file, the word {@code link} for a symbolic link, whose content is then where it points to.
 */
public record Manifest(Map<String, Entry> entries) {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (0?[0-7]{3}|link)  (\\S.*)");
    private static final int BUFFER = 1 << 20;

    /** A file's content and mode. */
    public record Entry(String digest, String mode) {

        /** What the file at the path is now. */
        static Entry of(Path path) {
            try {
                if (Files.isSymbolicLink(path)) {
                    var target = Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
                    return new Entry(hex(sha256().digest(target)), "link");
                }
                return new Entry(digestOf(path), mode(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String digestOf(Path path) throws IOException {
            var digest = sha256();
            var buffer = new byte[BUFFER];
            try (var stream = Files.newInputStream(path)) {
                for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                    digest.update(buffer, 0, length);
                }
            }
            return hex(digest.digest());
        }

        private static String mode(Path path) throws IOException {
            var text = PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
            var bits = 0;
            for (int i = 0; i < text.length(); i++) {
                bits = bits << 1 | (text.charAt(i) == '-' ? 0 : 1);
            }
            return "%04o".formatted(bits);
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    static Manifest parse(String text) {
        var entries = new TreeMap<String, Entry>();
        text.lines().forEach(line -> {
            var matcher = LINE.matcher(line);
            if (!matcher.matches() || !isWithin(matcher.group(3)) || entries.containsKey(matcher.group(3))) {
                throw new Refusal(
                        Code.E207,
                        "the manifest has a line that is none: " + line,
                        "Get the bundle anew; a signed manifest has no such line.");
            }
            entries.put(matcher.group(3), new Entry(matcher.group(1), fourDigits(matcher.group(2))));
        });
        return new Manifest(entries);
    }

    /** The text that {@link #parse} reads, of the files as they are in the directory. */
    public static String of(Path directory, Iterable<String> paths) {
        var text = new StringBuilder();
        for (var path : paths) {
            var entry = Entry.of(directory.resolve(path));
            text.append(entry.digest + "  " + entry.mode + "  " + path + "\n");
        }
        return text.toString();
    }

    private static String fourDigits(String mode) {
        return mode.length() == 3 ? "0" + mode : mode;
    }

    /** A path that leads out of the bundle would let it speak of the host's own files. */
    private static boolean isWithin(String path) {
        return !path.startsWith("/") && !("/" + path + "/").contains("/../") && !("/" + path + "/").contains("/./");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
