package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import tocsin.tenant.QuerySql;

/** The small pictures, which lie beside the names of their files and go with them. */
@ApplicationScoped
public class ThumbnailSql {

    /** Of what could not be drawn for so long none is made any more. */
    private static final Duration PATIENCE = Duration.ofDays(2);

    private final DataSource database;
    private final QuerySql query;

    ThumbnailSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    /** A picture of which a small one is to be made. */
    record Waiting(AttachmentStore.Key key, long project, UUID event, long size) {}

    /** The tenants that have some: a door. */
    List<String> tenants(int most) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select * from door_pictures(?, ?)")) {
            statement.setObject(1, Instant.now().minus(PATIENCE).atOffset(ZoneOffset.UTC));
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                var tenants = new ArrayList<String>();
                while (rows.next()) {
                    tenants.add(rows.getString(1));
                }
                return tenants;
            }
        }
    }

    /** The oldest, which is the caller's until its transaction ends. */
    Optional<Waiting> next(String tenant) {
        return query.first(
                tenant,
                "select attachment_id, received_at, project_id, event_id, size from attachment"
                        + " where tenant_id = ? and picture = 'WAITING' and received_at >= ?"
                        + " order by received_at limit 1 for update skip locked",
                row -> new Waiting(
                        new AttachmentStore.Key(
                                tenant, row.getObject(1, UUID.class), QuerySql.instant(row, "received_at")),
                        row.getLong(3),
                        row.getObject(4, UUID.class),
                        row.getLong(5)),
                Instant.now().minus(PATIENCE));
    }

    void drawn(Waiting file, byte[] thumbnail) {
        save(file, "SMALL", thumbnail, null);
    }

    void undrawable(Waiting file, String why) {
        save(file, "UNDRAWABLE", null, why);
    }

    private void save(Waiting file, String state, byte[] thumbnail, String why) {
        query.update(
                file.key().tenant(),
                "with w as (select ?::text as tenant_id, ?::text as state, ?::bytea as thumbnail, ?::text as why)"
                        + " update attachment a set picture = w.state, thumbnail = w.thumbnail, undrawable = w.why from w"
                        + " where a.tenant_id = w.tenant_id and a.project_id = ? and a.event_id = ?"
                        + " and a.attachment_id = ? and a.received_at = ?",
                state,
                thumbnail,
                why,
                file.project(),
                file.event(),
                file.key().id(),
                file.key().receivedAt());
    }

    /** The small picture, when it is made. */
    public Optional<byte[]> of(String tenant, long project, Attachment file) {
        return query.first(
                tenant,
                "select thumbnail from attachment where tenant_id = ? and project_id = ? and event_id = ?"
                        + " and attachment_id = ? and received_at = ? and picture = 'SMALL'",
                row -> row.getBytes(1),
                project,
                file.event(),
                file.id(),
                file.receivedAt());
    }
}
