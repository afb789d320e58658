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

    /** In microseconds the years 1 and 9999, which also hold any count: no database has a place beyond them. */
    private static final long LEAST = -62_135_596_800_000_000L;

    private static final long MOST = 253_402_300_799_000_000L;

    String text() {
        var plain = (backward ? "p:" : "n:") + key + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty for what we did not write. */
    static Optional<Cursor> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":");
            if (parts.length != 3) {
                return Optional.empty();
            }
            var cursor = new Cursor(parts[0].equals("p"), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            return Optional.of(cursor).filter(place -> place.key >= LEAST && place.key <= MOST);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
