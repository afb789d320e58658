package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The names of attachments, and what people wrote, as ingest writes them: into the leaf of the day. */
final class BesideSql {

    private BesideSql() {}

    /** Written today or the day before: a file may come again behind its midnight. */
    static boolean isThere(Connection connection, Origin origin, FileHead file, Instant at) throws SQLException {
        for (var leaf : leaves(at)) {
            try (var statement = connection.prepareStatement("select from attachment" + leaf
                    + " where tenant_id = ? and project_id = ? and event_id = ? and attachment_id = ?")) {
                statement.setString(1, origin.tenant());
                statement.setLong(2, origin.project());
                statement.setObject(3, file.event());
                statement.setObject(4, file.id());
                try (var rows = statement.executeQuery()) {
                    if (rows.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isThere(Connection connection, Origin origin, Said said, Instant at) throws SQLException {
        for (var leaf : leaves(at)) {
            try (var statement = connection.prepareStatement(
                    "select from feedback" + leaf + " where tenant_id = ? and project_id = ? and feedback_id = ?")) {
                statement.setString(1, origin.tenant());
                statement.setLong(2, origin.project());
                statement.setObject(3, said.id());
                try (var rows = statement.executeQuery()) {
                    if (rows.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Around midnight another process's clock may show the next day already. */
    private static List<String> leaves(Instant at) {
        var leaves = new ArrayList<String>();
        leaves.add(AttachmentChunkSql.leaf(at));
        leaves.add(AttachmentChunkSql.leaf(at.minus(Duration.ofDays(1))));
        if (isAroundMidnight(at)) {
            leaves.add(AttachmentChunkSql.leaf(at.plus(Duration.ofDays(1))));
        }
        return leaves;
    }

    private static boolean isAroundMidnight(Instant at) {
        return BatchWriter.aroundMidnight(at.atZone(ZoneOffset.UTC).toLocalTime());
    }

    /** False when it was there. */
    static boolean add(Connection connection, Origin origin, FileHead file, Instant at) throws SQLException {
        if (isAroundMidnight(at)) {
            LeafSql.oneAtATime(connection);
        }
        if (isThere(connection, origin, file, at)) {
            return false;
        }
        try (var statement = connection.prepareStatement("insert into attachment" + AttachmentChunkSql.leaf(at)
                + " (tenant_id, project_id, event_id, attachment_id, received_at, name, kind, content_type, size, sha256,"
                + " picture) values (?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?)"
                + " on conflict (tenant_id, project_id, event_id, attachment_id) do nothing")) {
            statement.setString(1, origin.tenant());
            statement.setLong(2, origin.project());
            statement.setObject(3, file.event());
            statement.setObject(4, file.id());
            statement.setString(5, at.toString());
            statement.setString(6, file.name());
            statement.setString(7, file.kind());
            statement.setString(8, file.contentType());
            statement.setLong(9, file.size());
            statement.setBytes(10, file.sha256());
            statement.setString(
                    11, file.picture() == null ? null : file.picture().name());
            return statement.executeUpdate() == 1;
        }
    }

    /** False when it was there. */
    static boolean add(Connection connection, Origin origin, Said said, Instant at) throws SQLException {
        if (isAroundMidnight(at)) {
            LeafSql.oneAtATime(connection);
        }
        if (isThere(connection, origin, said, at)) {
            return false;
        }
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
