package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tocsin.tenant.QuerySql;

@ApplicationScoped
class UnprocessedSql {

    record Kept(UnprocessedEvent row, long key, byte[] raw) {}

    private static final String COLUMNS = "id, event_id, received_at, error, length(raw)";

    private final QuerySql query;

    UnprocessedSql(QuerySql query) {
        this.query = query;
    }

    List<UnprocessedEvent> newest(String tenant, long project, int limit) {
        return query.list(
                tenant,
                "select " + COLUMNS + " from unprocessed_event where tenant_id = ? and project_id = ?"
                        + " order by id desc limit ?",
                UnprocessedSql::event,
                project,
                limit);
    }

    long count(String tenant, long project) {
        return query.first(
                        tenant,
                        "select count(*) from unprocessed_event where tenant_id = ? and project_id = ?",
                        row -> row.getLong(1),
                        project)
                .orElse(0L);
    }

    Optional<Kept> find(String tenant, long project, long id) {
        return query.first(
                tenant,
                "select " + COLUMNS + ", key_id, raw from unprocessed_event"
                        + " where tenant_id = ? and project_id = ? and id = ?",
                row -> new Kept(event(row), row.getLong(6), row.getBytes(7)),
                project,
                id);
    }

    void delete(String tenant, long project, long id) {
        query.update(
                tenant, "delete from unprocessed_event where tenant_id = ? and project_id = ? and id = ?", project, id);
    }

    private static UnprocessedEvent event(ResultSet row) throws SQLException {
        return new UnprocessedEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getLong(5));
    }
}
