package tocsin.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/** Stored events in the binary format of COPY, to be written again and again, each time under new ids. */
final class CopiedRows {

    private static final int SIGNATURE = 11;
    private static final int ID = 2;

    private final SplittableRandom random = new SplittableRandom(System.nanoTime());
    private final ByteBuffer rows;
    /** Where the ids are. */
    private final List<Integer> ids = new ArrayList<>();

    CopiedRows(Connection connection, String table, int most) throws SQLException, IOException {
        var bytes = new ByteArrayOutputStream();
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (select * from %s order by random() limit %d) to stdout (format binary)"
                                .formatted(table, most),
                        bytes);
        rows = ByteBuffer.wrap(bytes.toByteArray());
        rows.position(SIGNATURE + 4);
        rows.position(rows.getInt() + rows.position());
        for (int fields; (fields = rows.getShort()) > 0; ) {
            for (var field = 0; field < fields; field++) {
                var length = rows.getInt();
                if (field == ID) {
                    ids.add(rows.position());
                }
                rows.position(rows.position() + Math.max(0, length));
            }
        }
    }

    /** In one transaction; answers how many. */
    long writeTo(Connection connection, String table) throws SQLException {
        for (int place : ids) {
            rows.putLong(place, random.nextLong()).putLong(place + 8, random.nextLong());
        }
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin (format binary)");
        copy.writeToCopy(rows.array(), 0, rows.array().length);
        return copy.endCopy();
    }
}
