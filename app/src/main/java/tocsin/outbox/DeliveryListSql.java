package tocsin.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import tocsin.tenant.QuerySql;

/** Deliveries as people see them. */
@ApplicationScoped
class DeliveryListSql {

    private static final String AGAIN = """
            state = 'WAITING', attempts = 0, queued_at = now(), due_at = now(), finished_at = null
            """;

    private final QuerySql query;

    DeliveryListSql(QuerySql query) {
        this.query = query;
    }

    List<Deliveries.Line> before(
            String tenant, Collection<Long> projects, long id, Long forward, String state, int most) {
        return query.list(tenant, """
                select d.id, p.slug, d.forward_id, coalesce(f.name, u.email, '') as recipient, d.kind, d.subject, d.state,
                       d.attempts, d.created_at, d.due_at, d.finished_at, d.last_error
                from delivery d
                join project p on p.tenant_id = d.tenant_id and p.id = d.project_id
                left join forward f on f.tenant_id = d.tenant_id and f.id = d.forward_id and f.deleted_at is null
                left join user_account u on u.id = d.user_id
                where d.tenant_id = ? and d.project_id = any(?) and d.id < ? and (d.forward_id is null or f.id is not null)
                  and (?::bigint is null or d.forward_id = ?) and (?::text is null or d.state = ?)
                order by d.id desc limit ?""", DeliveryListSql::line, projects, id, forward, forward, state, state, most);
    }

    int replay(String tenant, Collection<Long> projects, long id) {
        return query.update(
                tenant,
                "update delivery set " + AGAIN + " where tenant_id = ? and project_id = any(?) and id = ?"
                        + " and state <> 'WAITING'",
                projects,
                id);
    }

    int replayAll(String tenant, Collection<Long> projects, long forward) {
        return query.update(
                tenant,
                "update delivery set " + AGAIN + " where tenant_id = ? and project_id = any(?) and forward_id = ?"
                        + " and state = 'GIVEN_UP'",
                projects,
                forward);
    }

    private static Deliveries.Line line(ResultSet row) throws SQLException {
        return new Deliveries.Line(
                row.getLong("id"),
                row.getString("slug"),
                row.getObject("forward_id", Long.class),
                row.getString("recipient"),
                Kind.valueOf(row.getString("kind")).word(),
                row.getString("subject"),
                Deliveries.State.valueOf(row.getString("state")).word(),
                row.getInt("attempts"),
                QuerySql.instant(row, "created_at"),
                QuerySql.instant(row, "due_at"),
                QuerySql.instant(row, "finished_at"),
                row.getString("last_error"));
    }
}
