package tocsin.event;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Pictures that a browser draws and that run nothing, told by their first bytes. */
public final class Picture {

    private Picture() {}

    /** The content type; empty for everything else, drawings in XML above all. */
    public static Optional<String> type(byte[] content) {
        if (begins(content, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        }
        if (begins(content, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (begins(content, 0, "GIF87a") || begins(content, 0, "GIF89a")) {
            return Optional.of("image/gif");
        }
        return begins(content, 0, "RIFF") && begins(content, 8, "WEBP") ? Optional.of("image/webp") : Optional.empty();
    }

    private static boolean begins(byte[] content, int at, String signature) {
        var bytes = signature.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= at + bytes.length
                && java.util.Arrays.equals(content, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
