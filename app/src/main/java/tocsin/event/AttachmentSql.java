package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tocsin.picture.Picture;
import tocsin.tenant.QuerySql;

/** The files of events and of what people wrote. */
@ApplicationScoped
public class AttachmentSql {

    private static final int MOST = 100;
    private static final String COLUMNS =
            "a.event_id, a.attachment_id, a.received_at, a.name, a.kind, a.content_type, a.size, a.picture, a.undrawable";

    private final QuerySql query;

    AttachmentSql(QuerySql query) {
        this.query = query;
    }

    /** Those that belong to any of these events, or words of people, of which none was received before that time. */
    public List<Attachment> of(String tenant, long project, Collection<UUID> events, Instant since) {
        if (events.isEmpty()) {
            return List.of();
        }
        return query.list(
                tenant,
                "select " + COLUMNS + " from attachment a where a.tenant_id = ? and a.project_id = ?"
                        + " and a.event_id = any(string_to_array(?, ' ')::uuid[]) and a.received_at >= ?"
                        + " order by a.received_at, a.name limit ?",
                AttachmentSql::attachment,
                project,
                events.stream().map(UUID::toString).collect(Collectors.joining(" ")),
                // A file may come shortly before its event.
                since.minusSeconds(24 * 3600),
                MOST);
    }

    /** As long as there is what it belongs to: neither the files of deleted issues nor those of nothing are shown. */
    public Optional<Attachment> find(String tenant, long project, UUID event, UUID id) {
        return query.first(tenant, "select " + COLUMNS + """
                         from attachment a
                        where a.tenant_id = ? and a.project_id = ? and a.event_id = ? and a.attachment_id = ?
                          and (exists (select from event e
                                       join issue i on i.tenant_id = e.tenant_id and i.id = e.issue_id
                                                   and i.deleted_at is null
                                       where e.tenant_id = a.tenant_id and e.project_id = a.project_id
                                         and e.event_id = a.event_id)
                               or exists (select from feedback f
                                          where f.tenant_id = a.tenant_id and f.project_id = a.project_id
                                            and f.feedback_id = a.event_id))""", AttachmentSql::attachment, project, event, id);
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        var picture = row.getString("picture");
        return new Attachment(
                row.getObject("event_id", UUID.class),
                row.getObject("attachment_id", UUID.class),
                QuerySql.instant(row, "received_at"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("content_type"),
                row.getLong("size"),
                picture == null ? null : Picture.State.valueOf(picture),
                row.getString("undrawable"));
    }
}
