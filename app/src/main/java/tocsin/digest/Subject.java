package tocsin.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent;

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

    /** Whether this event names them: as its user or, where that cannot be anything else, in a tag. */
    boolean isIn(SentryEvent event) {
        var user = event.user();
        var named = user == null
                ? null
                : switch (kind) {
                    case ID -> user.id();
                    case EMAIL -> user.email();
                    case USERNAME -> user.username();
                    case IP -> user.ipAddress();
                };
        return is(named)
                || (kind == Kind.EMAIL || kind == Kind.IP)
                        && event.tags().stream().anyMatch(tag -> is(tag.value()));
    }

    boolean is(String text) {
        return text != null && (kind == Kind.EMAIL ? text.equalsIgnoreCase(value) : text.equals(value));
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
