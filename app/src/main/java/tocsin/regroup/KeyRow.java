package tocsin.regroup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A key that leads to an issue.
 *
 * @param primary true of one that events are remembered by
 * @param home the issue that it belonged to before any merge
 * @param follows the hash of the key that it goes with; null when it goes by itself
 */
record KeyRow(String hex, boolean primary, long home, Long follows, long hash) {

    static KeyRow of(ResultSet row) throws SQLException {
        return new KeyRow(
                HexFormat.of().formatHex(row.getBytes("key")),
                row.getString("role").equals("PRIMARY"),
                row.getLong("home"),
                row.getObject("follows", Long.class),
                row.getLong("hash"));
    }
}
