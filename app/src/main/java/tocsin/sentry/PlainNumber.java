package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.nio.charset.StandardCharsets;

/** Numbers as the grammar of JSON has them, of no more than 18 digits when they are whole. */
final class PlainNumber {

    private static final int MOST_DIGITS = 18;

    private PlainNumber() {}

    /** Null when it is none. */
    static JsonNode integer(byte[] json, int from, int to) {
        var negative = from < to && json[from] == '-';
        var first = negative ? from + 1 : from;
        if (to - from > MOST_DIGITS || first == to || json[first] == '0' && to - first > 1) {
            return null;
        }
        var value = 0L;
        for (var i = first; i < to; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return null;
            }
            value = value * 10 + json[i] - '0';
        }
        value = negative ? -value : value;
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** Digits, then a point with digits or an exponent with digits, or both; null when it is none. */
    static JsonNode fraction(byte[] json, int from, int to) {
        var i = json[from] == '-' ? from + 1 : from;
        var digits = digits(json, i, to);
        if (digits == i || json[i] == '0' && digits > i + 1) {
            return null;
        }
        i = digits;
        if (i < to && json[i] == '.') {
            digits = digits(json, i + 1, to);
            if (digits == i + 1) {
                return null;
            }
            i = digits;
        }
        if (i < to && (json[i] == 'e' || json[i] == 'E')) {
            i += i + 1 < to && (json[i + 1] == '-' || json[i + 1] == '+') ? 2 : 1;
            digits = digits(json, i, to);
            if (digits == i) {
                return null;
            }
            i = digits;
        }
        return i == to
                ? DoubleNode.valueOf(Double.parseDouble(new String(json, from, to - from, StandardCharsets.ISO_8859_1)))
                : null;
    }

    private static int digits(byte[] json, int from, int to) {
        var i = from;
        while (i < to && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }
}
