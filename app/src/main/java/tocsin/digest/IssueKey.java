package tocsin.digest;

import java.util.HexFormat;

/** A grouping key within its project; as text, so that it can be compared. */
record IssueKey(String tenant, long project, String hex) {

    static IssueKey of(String tenant, long project, byte[] key) {
        return new IssueKey(tenant, project, HexFormat.of().formatHex(key));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
