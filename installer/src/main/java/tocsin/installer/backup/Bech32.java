package tocsin.installer.backup;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes as letters with a checksum, by which a mistyped key is found out (BIP 173, of any length). */
final class Bech32 {

    private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;

    private Bech32() {}

    static String encode(String prefix, byte[] bytes) {
        var digits = regrouped(bytes);
        var text = new StringBuilder(prefix + "1");
        digits.forEach(digit -> text.append(LETTERS.charAt(digit)));
        var all = new ArrayList<>(digits);
        for (int i = 0; i < CHECKSUM; i++) {
            all.add(0);
        }
        var sum = sum(prefix, all) ^ 1;
        for (int i = 0; i < CHECKSUM; i++) {
            text.append(LETTERS.charAt(sum >> 5 * (CHECKSUM - 1 - i) & 31));
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException when it is something else, or mistyped */
    static byte[] decode(String prefix, String text) {
        var digits = new ArrayList<Integer>();
        if (!text.startsWith(prefix + "1") || !text.equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("it does not begin with " + prefix + "1");
        }
        text.substring(prefix.length() + 1).chars().forEach(letter -> digits.add(LETTERS.indexOf(letter)));
        if (digits.size() < CHECKSUM || digits.contains(-1) || sum(prefix, digits) != 1) {
            throw new IllegalArgumentException("it is mistyped: its checksum is wrong");
        }
        var bytes = bytes(digits.subList(0, digits.size() - CHECKSUM));
        if (bytes.length != AgeKeys.SIZE) {
            throw new IllegalArgumentException("it is of the wrong length");
        }
        return bytes;
    }

    private static List<Integer> regrouped(byte[] bytes) {
        var digits = new ArrayList<Integer>();
        int value = 0;
        int bits = 0;
        for (var one : bytes) {
            value = value << 8 | one & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                digits.add(value >> bits - 5 & 31);
            }
            value &= (1 << bits) - 1;
        }
        if (bits > 0) {
            digits.add(value << 5 - bits & 31);
        }
        return digits;
    }

    private static byte[] bytes(List<Integer> digits) {
        var bytes = new ByteArrayOutputStream();
        int value = 0;
        int bits = 0;
        for (var digit : digits) {
            value = value << 5 | digit;
            for (bits += 5; bits >= 8; bits -= 8) {
                bytes.write(value >> bits - 8);
            }
            value &= (1 << bits) - 1;
        }
        return bytes.toByteArray();
    }

    private static int sum(String prefix, List<Integer> digits) {
        var all = new ArrayList<Integer>();
        prefix.chars().forEach(letter -> all.add(letter >> 5));
        all.add(0);
        prefix.chars().forEach(letter -> all.add(letter & 31));
        all.addAll(digits);
        int sum = 1;
        for (var digit : all) {
            var top = sum >> 25;
            sum = (sum & 0x1ffffff) << 5 ^ digit;
            for (int i = 0; i < GENERATOR.length; i++) {
                sum ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
            }
        }
        return sum;
    }
}
