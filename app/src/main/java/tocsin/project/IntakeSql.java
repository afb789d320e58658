package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import tocsin.tenant.QuerySql;

/** What projects chose, as text; ingest reads it through its own door. */
@ApplicationScoped
class IntakeSql {

    /** Either is null where nobody chose. */
    record Chosen(String privacy, String filters) {}

    private final QuerySql query;

    IntakeSql(QuerySql query) {
        this.query = query;
    }

    Optional<Chosen> find(String tenant, long project) {
        return query.first(
                tenant,
                "select privacy, filters from project_intake where tenant_id = ? and project_id = ?",
                row -> new Chosen(row.getString(1), row.getString(2)),
                project);
    }

    void savePrivacy(String tenant, long project, String privacy) {
        query.update(tenant, """
                insert into project_intake (tenant_id, project_id, privacy) values (?, ?, ?)
                on conflict (tenant_id, project_id) do update set privacy = excluded.privacy""", project, privacy);
    }

    void saveFilters(String tenant, long project, String filters) {
        query.update(tenant, """
                insert into project_intake (tenant_id, project_id, filters) values (?, ?, ?)
                on conflict (tenant_id, project_id) do update set filters = excluded.filters""", project, filters);
    }
}
