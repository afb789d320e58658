package tocsin.sentry;

import java.nio.charset.StandardCharsets;
import tocsin.cache.Slots;

/** The names of fields, each as one text however often it comes. A race loses no more than a name. */
final class KnownNames {

    private static final int PLACES = 4096;
    private static final int LONGEST = 64;

    private static final Slots<String> NAMES = new Slots<>(PLACES);

    private KnownNames() {}

    /** @param hash of the text, as {@link String#hashCode} has it */
    static String of(byte[] ascii, int from, int to, int hash) {
        if (to - from > LONGEST) {
            return new String(ascii, from, to - from, StandardCharsets.ISO_8859_1);
        }
        var place = NAMES.place(hash);
        var known = NAMES.get(place);
        if (known != null && known.hashCode() == hash && isSame(known, ascii, from, to)) {
            return known;
        }
        var name = new String(ascii, from, to - from, StandardCharsets.ISO_8859_1);
        NAMES.put(place, name);
        return name;
    }

    private static boolean isSame(String name, byte[] ascii, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (var i = from; i < to; i++) {
            if (name.charAt(i - from) != ascii[i]) {
                return false;
            }
        }
        return true;
    }
}
