package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import tocsin.tenant.QuerySql;

/** What belongs to a project and is no entity of this package. */
@ApplicationScoped
class ProjectSql {

    private final EntityManager entities;
    private final QuerySql query;

    ProjectSql(EntityManager entities, QuerySql query) {
        this.entities = entities;
        this.query = query;
    }

    /** The row that ingest counts in. */
    void createCounter(String tenant, long project) {
        entities.createNativeQuery("insert into project_counter (tenant_id, project_id) values (:tenant, :project)")
                .setParameter("tenant", tenant)
                .setParameter("project", project)
                .executeUpdate();
    }

    /** No foreign key leads to events: they lie in partitions of their own. */
    void deleteEvents(String tenant, long project) {
        query.update(tenant, "delete from event where tenant_id = ? and project_id = ?", project);
    }
}
