package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import tocsin.sentry.AttachmentItem;

/** The names of attachments, and what people wrote, as ingest writes them: into the leaf of the day. */
final class BesideSql {

    private BesideSql() {}

    static boolean isThere(Connection connection, Origin origin, UUID event, UUID id, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement("select from attachment" + AttachmentChunkSql.leaf(at)
                + " where tenant_id = ? and project_id = ? and event_id = ? and attachment_id = ?")) {
            statement.setString(1, origin.tenant());
            statement.setLong(2, origin.project());
            statement.setObject(3, event);
            statement.setObject(4, id);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** False when it was there. */
    static boolean add(Connection connection, Origin origin, UUID event, UUID id, Instant at, AttachmentItem file)
            throws SQLException {
        try (var statement = connection.prepareStatement("insert into attachment" + AttachmentChunkSql.leaf(at)
                + " (tenant_id, project_id, event_id, attachment_id, received_at, name, kind, content_type, size, sha256)"
                + " values (?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?)"
                + " on conflict (tenant_id, project_id, event_id, attachment_id) do nothing")) {
            statement.setString(1, origin.tenant());
            statement.setLong(2, origin.project());
            statement.setObject(3, event);
            statement.setObject(4, id);
            statement.setString(5, at.toString());
            statement.setString(6, file.name());
            statement.setString(7, file.kind());
            statement.setString(8, file.contentType());
            statement.setLong(9, file.content().size());
            statement.setBytes(10, file.content().sha256Hash());
            return statement.executeUpdate() == 1;
        }
    }

    /** False when it was there. */
    static boolean add(Connection connection, Origin origin, Said said, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement("insert into feedback" + AttachmentChunkSql.leaf(at)
                + " (tenant_id, project_id, feedback_id, event_id, received_at, message, name, email, url, environment,"
                + " release) values (?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?)"
                + " on conflict (tenant_id, project_id, feedback_id) do nothing")) {
            var feedback = said.feedback();
            statement.setString(1, origin.tenant());
            statement.setLong(2, origin.project());
            statement.setObject(3, said.id());
            statement.setObject(4, feedback.event());
            statement.setString(5, at.toString());
            statement.setString(6, feedback.message());
            statement.setString(7, feedback.name());
            statement.setString(8, feedback.email());
            statement.setString(9, feedback.url());
            statement.setString(10, feedback.environment());
            statement.setString(11, feedback.release());
            return statement.executeUpdate() == 1;
        }
    }
}
