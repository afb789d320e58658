package tocsin.digest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.postgresql.PGConnection;
import tocsin.event.AttachmentStore;
import tocsin.tenant.QuerySql;

/** Attachments in the database itself: written by COPY while they are read, and read a piece at a time. */
@ApplicationScoped
class AttachmentChunkSql implements AttachmentStore {

    static final int CHUNK = 256 * 1024;

    private final AgroalDataSource database;
    private final QuerySql query;

    AttachmentChunkSql(@DataSource("ingest") AgroalDataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    @Override
    public void write(Key key, InputStream content) throws IOException {
        try {
            IngestTransaction.of(database, connection -> {
                write(connection, key, content);
                return null;
            });
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** In the caller's transaction. */
    static void write(Connection connection, Key key, InputStream content) throws SQLException, IOException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy attachment_chunk" + leaf(key.receivedAt())
                        + " (tenant_id, attachment_id, received_at, number, bytes) from stdin (format binary)");
        try {
            var number = 0;
            var rows = new CopyRows();
            for (var bytes = content.readNBytes(CHUNK); bytes.length > 0; bytes = content.readNBytes(CHUNK)) {
                rows.row(5)
                        .text(key.tenant())
                        .uuid(key.id())
                        .time(key.receivedAt())
                        .whole(number++)
                        .bytes(bytes)
                        .pass(copy);
            }
            rows.writeTo(copy);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @Override
    public void read(Key key, OutputStream into) throws IOException {
        for (int number = 0; ; number++) {
            var chunk = query.first(key.tenant(), """
                    select bytes from attachment_chunk
                    where tenant_id = ? and attachment_id = ? and received_at = ? and number = ?""", row -> row.getBytes(1), key.id(), key.receivedAt(), number);
            if (chunk.isEmpty()) {
                return;
            }
            into.write(chunk.get());
        }
    }

    static String leaf(java.time.Instant receivedAt) {
        return "_"
                + DateTimeFormatter.BASIC_ISO_DATE.format(
                        receivedAt.atZone(ZoneOffset.UTC).toLocalDate());
    }
}
