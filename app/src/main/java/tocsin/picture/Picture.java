package tocsin.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Pictures that a browser draws and that run nothing, told by their first bytes whatever their names say. */
public final class Picture {

    /** So many first bytes tell. */
    public static final int SIGNATURE = 12;

    private static final String WEBP = "image/webp";

    private Picture() {}

    /** What there is of a picture beside itself. */
    public enum State {
        /** A small one is to be made. */
        WAITING,
        SMALL,
        /** None is made of this kind: a browser gets the picture itself. */
        WHOLE,
        /** None can be made. */
        UNDRAWABLE
    }

    /** Where a picture begins that came just now; empty for everything else. */
    public static Optional<State> of(byte[] content) {
        return type(content).map(type -> type.equals(WEBP) ? State.WHOLE : State.WAITING);
    }

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
        return begins(content, 0, "RIFF") && begins(content, 8, "WEBP") ? Optional.of(WEBP) : Optional.empty();
    }

    private static boolean begins(byte[] content, int at, String signature) {
        var bytes = signature.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= at + bytes.length
                && Arrays.equals(content, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
