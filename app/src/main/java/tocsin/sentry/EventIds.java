package tocsin.sentry;

import java.util.HexFormat;
import java.util.UUID;

/** Event ids as SDKs write them: 32 hexadecimal digits, with or without dashes. */
public final class EventIds {

    private static final UUID NIL = new UUID(0, 0);

    private EventIds() {}

    /** Null when it is no id. All zeros are none either: every event without one would be taken for the same. */
    public static UUID parse(String text) {
        if (text == null || text.length() < 32 || text.length() > 36) {
            return null;
        }
        var digits = text.length() == 32 ? text : text.replace("-", "");
        if (digits.length() != 32) {
            return null;
        }
        try {
            var id = new UUID(
                    HexFormat.fromHexDigitsToLong(digits, 0, 16), HexFormat.fromHexDigitsToLong(digits, 16, 32));
            return id.equals(NIL) ? null : id;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The form of answers and of stored events: 32 digits, no dashes. */
    static String format(UUID id) {
        return id.toString().replace("-", "");
    }
}
