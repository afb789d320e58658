package tocsin.sentry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through JSON's bytes eight at a time. */
final class JsonExtent {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private JsonExtent() {}

    /** Where, from here on, the first quote, backslash or byte beyond ASCII is; an exception when there is none. */
    static int plain(byte[] json, int from) {
        var i = from;
        for (var last = json.length - Long.BYTES; i <= last; i += Long.BYTES) {
            var word = (long) LONGS.get(json, i);
            var found = (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | word) & HIGH;
            if (found != 0) {
                // Of several the lowest is the first, and that one is never found by mistake
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (json[i] != '"' && json[i] != '\\' && json[i] >= 0) {
            i++;
        }
        return i;
    }

    private static long zeros(long word) {
        return word - ONES & ~word;
    }

    /** Where the object ends that begins here; an exception when it does not. What it holds may still be no JSON. */
    static int end(byte[] json, int from) {
        var depth = 0;
        var i = from;
        while (true) {
            switch (json[i++]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                case '"' -> i = afterText(json, i);
                default -> {}
            }
        }
    }

    private static int afterText(byte[] json, int from) {
        var i = plain(json, from);
        while (json[i] != '"') {
            i = plain(json, json[i] == '\\' ? i + 2 : i + 1);
        }
        return i + 1;
    }

    static long hash(byte[] json, int from, int to) {
        var hash = (to - from) * PRIME;
        var i = from;
        for (var last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(json, i));
        }
        for (; i < to; i++) {
            hash = mixed(hash ^ json[i]);
        }
        return hash;
    }

    private static long mixed(long hash) {
        var product = hash * PRIME;
        return product ^ product >>> 32;
    }
}
