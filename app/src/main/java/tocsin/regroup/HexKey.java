package tocsin.regroup;

import java.util.HexFormat;

/** A key as text, so that it can be compared. */
record HexKey(String hex) {

    /** Its first eight bytes, by which events remember it. */
    long hash() {
        return Long.parseUnsignedLong(hex.substring(0, 16), 16);
    }

    static HexKey of(byte[] key) {
        return new HexKey(HexFormat.of().formatHex(key));
    }
}
