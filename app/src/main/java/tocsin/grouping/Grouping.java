package tocsin.grouping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import tocsin.sentry.SentryEvent;

/** Decides which events are the same problem. */
public final class Grouping {

    private Grouping() {}

    /** Groups with the newest version of the algorithm. */
    public static Grouped of(SentryEvent event) {
        var exception = event.exceptions().isEmpty() ? null : event.exceptions().getLast();
        var type = exception == null || exception.type() == null ? "Error" : exception.type();
        var value = exception == null ? null : exception.value();
        return new Grouped(
                1,
                sha256(type + '\n' + value),
                null,
                List.of(new Reason("exception", type, true)),
                type,
                value,
                event.transaction() == null ? event.culprit() : event.transaction());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
