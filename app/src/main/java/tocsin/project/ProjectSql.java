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

    /** Takes the project out of sight and its name from it; its keys are refused from now on. A job removes it. */
    void markDeleted(String tenant, long project) {
        query.update(tenant, """
                update project set deleted_at = now(), status = 'DISABLED',
                    slug = 'deleted-' || id || '-' || left(md5(random()::text), 8)
                where tenant_id = ? and id = ?""", project);
    }
}
