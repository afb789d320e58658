package tocsin.issue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place between two rows of a list, and the side to read from it. Clients pass it on and do not look inside.
 *
 * @param key where the row beside it stands in the list's order
 * @param id tells rows with the same key apart
 */
record Cursor(boolean backward, long key, long id) {

    String text() {
        var plain = (backward ? "p:" : "n:") + key + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty for what we did not write. */
    static Optional<Cursor> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":");
            return parts.length == 3
                    ? Optional.of(new Cursor(parts[0].equals("p"), Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
