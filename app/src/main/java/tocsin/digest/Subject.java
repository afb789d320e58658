package tocsin.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A person whom events name, by one of the four things by which SDKs tell people apart. */
record Subject(Kind kind, String value) {

    enum Kind {
        ID,
        EMAIL,
        USERNAME,
        IP
    }

    /** What this was about, for those who know already: SHA-256 of kind and value, cut. */
    String mark() {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((kind + ":" + plain()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean isIn(Names names) {
        return names.of(kind).anyMatch(this::is);
    }

    private boolean is(String text) {
        return kind == Kind.EMAIL ? text.equalsIgnoreCase(value) : text.equals(value);
    }

    /** As who an event's person was counted, in the ways it may have been written. */
    List<String> identities() {
        var prefix = kind.name().toLowerCase(Locale.ROOT) + ":";
        return List.of(prefix + value, prefix + plain());
    }

    private String plain() {
        return kind == Kind.EMAIL ? value.toLowerCase(Locale.ROOT) : value;
    }
}
