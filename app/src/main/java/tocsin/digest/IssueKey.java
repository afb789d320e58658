package tocsin.digest;

import java.util.HexFormat;

/** A grouping key within its project; as text, so that it can be compared. */
record IssueKey(String tenant, long project, String hex) {

    static IssueKey of(String tenant, long project, byte[] key) {
        return new IssueKey(tenant, project, HexFormat.of().formatHex(key));
    }

    /** Its first eight bytes, by which an event remembers it. */
    long hash() {
        return Long.parseUnsignedLong(hex.substring(0, 16), 16);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
